'use client';
import { use, useState } from 'react';

export type Loaded<T> = { data: T; error?: never } | { data?: never; error: unknown };

/**
 * Something that a dialog or panel needs when it opens: loading begins with the component, and `reload` begins anew.
 * Read it with `useLoaded` below a `Suspense`, whose fallback is the skeleton. Never on the server's pass.
 */
export function useLoad<T>(load: () => Promise<T>): [Promise<Loaded<T>>, () => void] {
  const begin = () =>
    load().then(
      (data): Loaded<T> => ({ data }),
      (error: unknown): Loaded<T> => ({ error }),
    );
  const [loading, setLoading] = useState(begin);
  return [loading, () => setLoading(begin())];
}

export function useLoaded<T>(loading: Promise<Loaded<T>>): Loaded<T> {
  return use(loading);
}
