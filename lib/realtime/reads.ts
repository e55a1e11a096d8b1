import 'server-only';
import type { Changes } from '@/lib/realtime/contract';
import type { Entry } from '@/lib/rooms/contract';
import type { Me, UserCards } from '@/lib/users/contract';

/** A room's place in the order of its changes: a client's cursor, or the rev of a read. */
export type Cursor = { roomId: string; rev: number };

/** What a person is in, of one statement: users.rev and each live room with its rev. */
export type Standing = { rev: number; rooms: Cursor[] };

export type Hello = {
  me: Me;
  rev: number;
  epoch: string;
  rooms: Entry[];
  users: UserCards;
};

/** What changed for one person above a rev, complete up to `upTo`. */
export type MeNews = Hello & { infoRev: number; upTo: number; ended: string[] };

/** What changed in one room above a cursor. `tooMany`: more than CHANGES_MAX rows; `changes` is then their beginning. */
export type RoomNews = { roomId: string; head: number; tooMany: boolean; changes: Changes };

/** The cursor is too far behind, or above the head: from another history. */
export function isUseless({ tooMany, head, changes }: RoomNews): boolean {
  return tooMany || changes.from > head;
}

/** Everything the hub asks of the database. Tests bring their own to drive the interleavings. */
export type Reads = SharedReads & {
  /** Null when that session is over. */
  standing(who: Who): Promise<Standing | null>;
  hello(userId: string): Promise<Hello | null>;
  /** The rooms of the cursors that the person is in. */
  missed(behind: Behind): Promise<RoomNews[]>;
};

export type SharedReads = {
  /** What comes next in a room after `from`, for all its listeners. */
  room(roomId: string, from: number): Promise<Changes | null>;
  me(userId: string, from: number): Promise<MeNews | null>;
  /** Sessions that live, never from a cache; what was cached of the person is forgotten first. */
  liveSessions(userId: string): Promise<ReadonlySet<string>>;
  /** Of these rooms and people (by user id) those above their rev, and the database's epoch: the tick. */
  moved(known: { rooms: readonly Cursor[]; people: readonly PersonRev[] }): Promise<Moved>;
};

/** What each opening asks, for many of them in one statement, answered in their order. */
export type OpeningReads = {
  standings(all: readonly Who[]): Promise<(Standing | null)[]>;
  hellos(userIds: readonly string[]): Promise<(Hello | null)[]>;
  allMissed(all: readonly Behind[]): Promise<RoomNews[][]>;
};

export type Who = { userId: string; sessionId: string };
/** Somebody, and where their client stands. */
export type Behind = { userId: string; cursors: readonly Cursor[] };

export type PersonRev = { userId: string; rev: number };
export type Moved = { epoch: string; feeds: { feed: string; to: number }[] };
