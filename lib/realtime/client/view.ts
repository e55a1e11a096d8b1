import type { LiveMessage, Page } from '@/lib/messages/contract';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import { endOf, type HeldFiles, type HeldMessage, type RoomState } from '@/lib/realtime/client/state';
import type { Entry, Member } from '@/lib/rooms/contract';

/** `gone`: removed, left, deleted or never ours; the screen says "no longer have access". */
export type RoomStatus = 'absent' | 'loading' | 'ready' | 'error' | 'gone';

export type RoomView = {
  status: RoomStatus;
  /** Ascending by seq, without gaps. */
  messages: readonly HeldMessage[];
  /** What is known of the files they name, by id. */
  files: HeldFiles;
  hasBefore: boolean;
  hasAfter: boolean;
  /** Members whose place changed while this tab was open; the whole list is asked for. */
  members: Readonly<Record<string, Member>>;
};

const nothing = {
  messages: [],
  files: {},
  hasBefore: false,
  hasAfter: false,
  members: {},
} as const;

export const absentRoom: RoomView = { ...nothing, status: 'absent' };
export const loadingRoom: RoomView = { ...nothing, status: 'loading' };
export const goneRoom: RoomView = { ...nothing, status: 'gone' };

/** Made once per state: screens compare by identity. */
function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Seqs are dense from 1, so what lies before and after the window is known without being told. */
export const roomView = remembered(({ entry, hold, members }: RoomState): RoomView => {
  if (hold === null) return absentRoom;
  if (hold.window === null) {
    if (hold.loads.length > 0) return loadingRoom;
    return hold.failed ? { ...nothing, status: 'error' } : absentRoom;
  }
  return {
    status: 'ready',
    messages: hold.window.rows,
    files: hold.files,
    hasBefore: hold.window.start > 1,
    hasAfter: endOf(hold.window) < entry.lastSeq,
    members,
  };
});

/** The page the screen came with, until the room is open. */
export const pageView = remembered(
  (page: Page): RoomView => ({
    ...nothing,
    status: 'ready',
    messages: page.messages,
    files: page.attachments ?? {},
    hasBefore: page.hasBefore,
    hasAfter: page.hasAfter,
  }),
);

/** The entry as this device sees it: what was just read here counts as read before the server has confirmed it. */
export const shownEntry = remembered(
  ({ entry, reading }: RoomState): Entry =>
    reading === null || reading <= entry.lastReadSeq ? entry : { ...entry, lastReadSeq: reading },
);

export const shownEntries = remembered((rooms: Readonly<Record<string, RoomState>>): readonly Entry[] =>
  Object.values(rooms).map(shownEntry),
);

/**
 * The room's messages on their way. One that the window holds already is no longer pending; one that is stored but
 * whose place the window has not reached stays pending until the messages before it are here.
 */
export function pendingIn(
  outbox: readonly PendingMessage[],
  roomId: string,
  room: RoomState | undefined,
  me: string,
): PendingMessage[] {
  const held = new Set(room?.hold?.window?.rows.map((row) => row.id));
  const stored = Object.values(room?.hold?.kept ?? {}).flatMap((row) =>
    'unreadable' in row || row.deleted || row.authorId !== me || held.has(row.id)
      ? []
      : [storedButAhead(row, roomId)],
  );
  const ahead = new Set(stored.map(({ id }) => id));
  const waiting = outbox.filter(
    (pending) => pending.roomId === roomId && !held.has(pending.id) && !ahead.has(pending.id),
  );
  return [...stored, ...waiting];
}

const aheadRows = new WeakMap<LiveMessage, PendingMessage>();

function storedButAhead(message: LiveMessage, roomId: string): PendingMessage {
  const { id, body, createdAt, attachmentIds } = message;
  const known = aheadRows.get(message);
  const row = known ?? { id, roomId, body, attachmentIds, createdAt, state: 'sending' as const };
  aheadRows.set(message, row);
  return row;
}
