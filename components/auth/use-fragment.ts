'use client';
import { useSyncExternalStore } from 'react';

/** A value of the address behind the `#` (`#code=…`), which no server ever sees; empty when there is none. */
export function useFragment(name: string): string {
  return useSyncExternalStore(
    subscribe,
    () => new URLSearchParams(location.hash.slice(1)).get(name) ?? '',
    () => '',
  );
}

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
