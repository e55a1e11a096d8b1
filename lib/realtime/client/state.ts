import type { Attachment } from '@/lib/attachments/contract';
import type { Message } from '@/lib/messages/contract';
import type { Entry, Member, SkipRanges } from '@/lib/rooms/contract';
import type { Me, UserCards } from '@/lib/users/contract';

/** A message of a kind this version cannot read: a row that says so, in its place. */
export type UnreadableMessage = {
  unreadable: true;
  id: string;
  seq: number;
  rev: number;
  authorId: string;
  createdAt: string;
};
export type HeldMessage = Message | UnreadableMessage;

/**
 * What is known of a file that a held message names. `unreadable`: a newer server says more of it than this version
 * understands; `absent`: it is not to be had any more. Either way a row says so in its place.
 */
export type HeldFile = Attachment | { id: string; missing: 'unreadable' | 'absent' };
export type HeldFiles = Readonly<Record<string, HeldFile>>;

/** Contiguous: `rows[i].seq === start + i`. An empty one stands before its `start`. */
export type Window = { start: number; rows: readonly HeldMessage[] };

/** `place`: somewhere in the room, whatever is held. */
export type LoadKind = 'open' | 'older' | 'newer' | 'place';
export type Load = { id: number; kind: LoadKind };

/** What of a room's messages is here, or on its way. */
export type Hold = {
  window: Window | null;
  loads: readonly Load[];
  /**
   * By seq: what frames brought and what left the window while a page was in flight, and own messages beyond the window.
   * Merged after the page.
   */
  kept: Readonly<Record<number, HeldMessage>>;
  /** By id. Pages bring them; of what frames name they are asked for (see gather-files.ts). */
  files: HeldFiles;
  failed: boolean;
};

export type RoomState = {
  entry: Entry;
  /** Every seq known not to count, also below the marker, which may move back. `entry.skip` is this, or null. */
  skip: SkipRanges;
  /** Read up to here on this device, and not yet confirmed; null: nothing beyond the entry's. */
  reading: number | null;
  /** The rev up to which every change of the room has been applied. */
  cursor: number;
  /** The highest rev heard of from anyone. */
  head: number;
  /** The members whose rows frames brought, newest first known; not the whole list. */
  members: Readonly<Record<string, Member>>;
  hold: Hold | null;
};

export type ChatState = {
  /** Another one: the database was restored. Null: told of another one, and its entries are not here yet. */
  epoch: string | null;
  me: Me;
  users: UserCards;
  /** users.rev, applied and heard of. */
  cursor: number;
  head: number;
  rooms: Readonly<Record<string, RoomState>>;
  /** Rooms this person is no longer in, by the users.rev (or entry.userRev) at which that was known. */
  gone: Readonly<Record<string, number>>;
};

export const nothingHeld: Hold = { window: null, loads: [], kept: {}, files: {}, failed: false };

/** From the moment a page is asked for, an entry may no longer set the cursor: the page could be older than it. */
export function isHeld({ hold }: RoomState): boolean {
  return hold !== null && (hold.window !== null || hold.loads.length > 0);
}

/** Whether a page of that kind is on its way. */
export function isLoading(room: RoomState | undefined, kind: LoadKind): boolean {
  return room?.hold?.loads.some((load) => load.kind === kind) ?? false;
}

/** The seq of the window's last row. */
export function endOf({ start, rows }: Window): number {
  return start + rows.length - 1;
}
