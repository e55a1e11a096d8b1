'use client';
import { useSyncExternalStore } from 'react';

const narrow = media('(width < 40rem)');
const touch = media('(pointer: coarse)');

/** A phone held upright: what stands in one row elsewhere takes two. Not for what a server draws. */
export function useIsNarrow(): boolean {
  return useMedia(narrow);
}

/** Whoever is here uses a finger. Not for what a server draws. */
export function useIsTouch(): boolean {
  return useMedia(touch);
}

/** The same, asked in the moment in which it counts: on a screen keyboard Enter is a line end, and the button sends. */
export function isTouchDevice(): boolean {
  return touch.matches();
}

type Media = { subscribe: (onChange: () => void) => () => void; matches: () => boolean };

function useMedia({ subscribe, matches }: Media): boolean {
  return useSyncExternalStore(subscribe, matches, () => false);
}

function media(query: string): Media {
  return {
    matches: () => window.matchMedia(query).matches,
    subscribe(onChange) {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
  };
}
