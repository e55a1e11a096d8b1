import { readEvent } from '@/lib/realtime/client/parse';
import type { Heads } from '@/lib/realtime/client/reduce';
import { isHeld } from '@/lib/realtime/client/state';
import { type ClientStore, dispatch } from '@/lib/realtime/client/store';
import { CURSORS_MAX, PROTOCOL } from '@/lib/realtime/contract';

/** Where this tab stands in the rooms it holds, for the stream to begin there. */
export function heldCursors(store: ClientStore): Map<string, number> {
  const held = Object.values(store.getState().chat.rooms).filter(isHeld).slice(-CURSORS_MAX);
  return new Map(held.map(({ entry, cursor }) => [entry.roomId, cursor]));
}

export function streamUrl(cursors: ReadonlyMap<string, number>): string {
  const list = [...cursors].map(([roomId, rev]) => `${roomId}:${rev}`).join(',');
  return list === '' ? '/api/stream' : `/api/stream?${new URLSearchParams({ cursors: list })}`;
}

/** What this tab has heard of, for tabs that may have missed a frame. Null while it knows nothing for sure. */
export function headsOf(store: ClientStore): Heads | null {
  const { epoch, head, rooms } = store.getState().chat;
  if (epoch === null) return null;
  const heads = Object.entries(rooms).map(([roomId, room]) => [roomId, room.head] as const);
  return { epoch, me: head, rooms: Object.fromEntries(heads) };
}

type Event = { name: string; data: string };

/**
 * Applies one event of the stream; throws at one that cannot be read.
 * @param asked the cursors this tab's own stream began with; null when the stream is another tab's
 */
export function applyEvent(
  store: ClientStore,
  { name, data }: Event,
  asked: ReadonlyMap<string, number> | null,
): 'fine' | 'outdated' {
  const event = readEvent(name, data, PROTOCOL);
  switch (event.name) {
    case 'hello':
      dispatch(store, { type: 'snapshot', snapshot: event.hello });
      store.setState({ release: event.hello.release ?? null });
      return 'fine';
    case 'room':
      dispatch(store, { type: 'changes', roomId: event.feed, changes: event.changes });
      return 'fine';
    case 'me':
      dispatch(store, { type: 'me', frame: event.frame });
      return 'fine';
    case 'reset': {
      const cursor = asked?.get(event.entry.roomId);
      // Another tab was too far behind; this one has its own cursor, and hears from the entry how far it is.
      if (cursor === undefined) dispatch(store, { type: 'entry', entry: event.entry, users: {} });
      else dispatch(store, { type: 'reset', asked: cursor, entry: event.entry });
      return 'fine';
    }
    case 'outdated':
      return 'outdated';
    case 'ready':
    case 'beat':
    case 'bye':
    case 'unknown':
      return 'fine';
    default:
      return event satisfies never;
  }
}
