'use client';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Whole seconds since 1970, ticking while somebody looks; 0 on the server. */
export function useSeconds(): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / 1_000),
    () => 0,
  );
}
