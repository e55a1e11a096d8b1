'use client';
import { createContext, use } from 'react';

/** What opens over any page. */
export type Overlay = 'switcher' | 'help' | 'room' | 'direct' | 'invite' | 'readEverything';

type State = {
  open: (overlay: Overlay) => void;
  /** Rooms opened in this tab, latest first; the one that is open among them. */
  visited: readonly string[];
};

export const OverlayContext = createContext<State>({ open: () => {}, visited: [] });

export function useOverlay(): State['open'] {
  return use(OverlayContext).open;
}

export function useVisitedRooms(): readonly string[] {
  return use(OverlayContext).visited;
}
