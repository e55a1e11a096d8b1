'use client';
import { useSyncExternalStore } from 'react';

const narrow = '(width < 40rem)';

/** A phone held upright: what stands in one row elsewhere takes two. Not for what a server draws. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(narrow);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
