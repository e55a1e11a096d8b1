'use client';
import { useCallback, useInsertionEffect, useRef } from 'react';

/**
 * The same function for good, which does what the latest one does: for those who give it to hundreds of rows. It is up to
 * date before any layout effect, also of those below.
 */
export function useSteady<A extends unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act);
  useInsertionEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
