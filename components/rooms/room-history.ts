import { z } from 'zod';
import type { KeptPlace } from '@/components/messages/landing';
import { uuidv7 } from '@/lib/uuid';
import { addressChanged } from './address-ahead';
import { roomInPath } from './room-path';

type Watcher = {
  /** Another entry of the history is about to be shown, or no page at all. */
  leave: (entry: string) => void;
  /** An entry of the same room is shown, by our own doing or by the browser's back and forward. */
  arrive: (entry: string) => void;
};

const watchers = new Set<{ leave: () => void; arrive: () => void }>();

/** Goes to a place in a room without asking for a page. */
export function pushEntry(href: string): void {
  for (const watcher of watchers) watcher.leave();
  window.history.pushState({ entry: uuidv7() }, '', href);
  for (const watcher of watchers) watcher.arrive();
  addressChanged();
}

/** Tells of the history's entries for as long as they lead to this room; answers the way to stop. */
export function watchHistory(roomId: string, { leave, arrive }: Watcher): () => void {
  let entry: string | null = entryKey();
  const watcher = {
    leave() {
      if (entry !== null) leave(entry);
    },
    arrive() {
      entry = roomInPath(window.location.pathname) === roomId ? entryKey() : null;
      if (entry !== null) arrive(entry);
    },
  };
  const onPopState = () => {
    // What lies over a page has an entry of its own, which is a copy of the page's.
    if (window.history.state?.entry === entry) return;
    // The address is the other entry's already; what is on screen is not.
    watcher.leave();
    watcher.arrive();
  };
  watchers.add(watcher);
  window.addEventListener('popstate', onPopState);
  window.addEventListener('pagehide', watcher.leave);
  return () => {
    watcher.leave();
    watchers.delete(watcher);
    window.removeEventListener('popstate', onPopState);
    window.removeEventListener('pagehide', watcher.leave);
  };
}

/** What tells this entry from others with the same address, also after a reload. */
export function entryKey(): string {
  const { state } = window.history;
  if (typeof state?.entry === 'string') return state.entry;
  const entry = uuidv7();
  window.history.replaceState({ ...state, entry }, '');
  return entry;
}

export function keepPlace(entry: string, place: KeptPlace): void {
  try {
    window.sessionStorage.setItem(keyOf(entry), JSON.stringify(place));
  } catch {
    // Forbidden or full: coming back opens the room as its address says.
  }
}

export function keptPlace(entry: string): KeptPlace | null {
  try {
    return keptPlaceSchema.parse(JSON.parse(window.sessionStorage.getItem(keyOf(entry)) ?? 'null'));
  } catch {
    // Forbidden, or written by a version that kept other things.
    return null;
  }
}

/** Where somebody stood in this entry of the history. */
export function keptHere(): KeptPlace | null {
  const { state } = window.history;
  return typeof state?.entry === 'string' ? keptPlace(state.entry) : null;
}

const keptPlaceSchema = z
  .union([z.literal('end'), z.object({ seq: z.int(), offset: z.number() })])
  .nullable();

const keyOf = (entry: string) => `parlance:place:${entry}`;
