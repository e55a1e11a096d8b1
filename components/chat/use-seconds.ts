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
  return useByTheSecond((now) => Math.floor(now / 1_000));
}

/** What `read` makes of the time (ms since 1970; 0 on the server). It is read each second, and drawn when it is another. */
export function useByTheSecond<T extends string | number | boolean | null>(read: (now: number) => T): T {
  return useSyncExternalStore(
    subscribe,
    () => read(Date.now()),
    () => read(0),
  );
}
