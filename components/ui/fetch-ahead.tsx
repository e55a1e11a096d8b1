'use client';
import { useEffect } from 'react';
import { fetchAll } from './on-demand';

/** At the first sign that somebody is there, fetches what they may open next. */
export function FetchAhead() {
  useEffect(() => {
    const controller = new AbortController();
    const begin = () => {
      controller.abort();
      fetchAll();
    };
    for (const sign of ['pointermove', 'pointerdown', 'keydown'])
      document.addEventListener(sign, begin, { signal: controller.signal, passive: true });
    return () => controller.abort();
  }, []);
  return null;
}
