import type { HeldEntries, HeldMeFrame } from '@/lib/realtime/client/parse';
import { type ChatState, isHeld, type RoomState } from '@/lib/realtime/client/state';
import type { Entry } from '@/lib/rooms/contract';
import { uniteRanges } from '@/lib/rooms/skip-ranges';
import type { Me, UserCards } from '@/lib/users/contract';

export type Snapshot = HeldEntries & { me?: Me };

/** Hello, GET /api/rooms and the first load. Another epoch's replaces everything. */
export function applySnapshot(state: ChatState, snapshot: Snapshot): ChatState {
  if (snapshot.epoch !== state.epoch) return beginAnew(state, snapshot);
  const current = snapshot.rev >= state.cursor;
  let next = withUsers(state, snapshot.users);
  if (current && snapshot.me) next = { ...next, me: snapshot.me };
  // One read before something that is already known here may not bring rooms back, nor end them.
  const known = current ? snapshot.rooms : snapshot.rooms.filter(({ roomId }) => roomId in state.rooms);
  for (const entry of known) next = adoptEntry(next, entry);
  if (current && snapshot.whole) next = endRooms(next, missingFrom(snapshot, next), snapshot.rev);
  return moveOn(next, snapshot.rev);
}

/** News of this person's own feed. A gap is left for the snapshot to fill. */
export function applyMeFrame(state: ChatState, frame: HeldMeFrame): ChatState {
  const heard = { ...state, head: Math.max(state.head, frame.to) };
  if (frame.to <= state.cursor) return state;
  if (frame.from > state.cursor) return heard;
  let next = withUsers(heard, frame.users);
  if (frame.settings) next = { ...next, me: frame.settings };
  for (const entry of frame.rooms) next = adoptEntry(next, entry);
  return moveOn(endRooms(next, frame.ended, frame.to), frame.to);
}

/** Takes what is newer in `entry`; begins the room unless it ended after the entry was read. */
export function adoptEntry(state: ChatState, entry: Entry): ChatState {
  const { roomId } = entry;
  const room = state.rooms[roomId];
  const ended = state.gone[roomId];
  if (!room && ended !== undefined && entry.userRev <= ended) return state;
  const { [roomId]: _, ...gone } = state.gone;
  return {
    ...state,
    gone: ended === undefined ? state.gone : gone,
    head: Math.max(state.head, entry.userRev),
    rooms: { ...state.rooms, [roomId]: room ? mergeEntry(room, entry) : beginRoom(entry) },
  };
}

export function beginRoom(entry: Entry): RoomState {
  const { rev, skip } = entry;
  return { entry, skip: skip ?? [], reading: null, cursor: rev, head: rev, members: {}, hold: null };
}

/** Counters are merged, never incremented, so that nothing is counted twice whatever came first. */
export function mergeEntry(room: RoomState, entry: Entry): RoomState {
  const old = room.entry;
  const person = entry.userRev > old.userRev ? entry : old;
  const info = entry.infoRev > old.infoRev || (isSame(entry, old) && entry.rev >= old.rev) ? entry : old;
  const log = entry.lastSeq > old.lastSeq ? entry : old;
  const skip = uniteRanges(room.skip, entry.skip ?? []);
  const tooMany = person.skip === null || (entry.userRev === old.userRev && entry.skip === null);
  const { lastReadSeq, userRev, role, involvement, mutedUntil, memberIds } = person;
  const { kind, name, topic, archivedAt, infoRev } = info;
  return {
    ...room,
    skip,
    reading: room.reading !== null && room.reading > lastReadSeq ? room.reading : null,
    cursor: isHeld(room) ? room.cursor : Math.max(room.cursor, entry.rev),
    head: Math.max(room.head, entry.rev),
    entry: {
      ...{ roomId: old.roomId, kind, name, topic, archivedAt, infoRev },
      ...{ lastReadSeq, userRev, role, involvement, mutedUntil, memberIds },
      ...{ lastSeq: log.lastSeq, lastMessageAt: log.lastMessageAt },
      rev: Math.max(old.rev, entry.rev),
      skip: tooMany ? null : skip,
    },
  };
}

function isSame(a: Entry, b: Entry): boolean {
  return a.infoRev === b.infoRev;
}

/** A room whose membership began after `at` is not ended by something read at `at`. */
export function endRooms(state: ChatState, roomIds: readonly string[], at: number): ChatState {
  const rooms = { ...state.rooms };
  const gone = { ...state.gone };
  for (const roomId of roomIds) {
    const room = rooms[roomId];
    if (room && room.entry.userRev > at) continue;
    delete rooms[roomId];
    gone[roomId] = Math.max(gone[roomId] ?? 0, at);
  }
  return roomIds.length === 0 ? state : { ...state, rooms, gone };
}

/** Whoever is known as they are stays the same object: all they have written would be drawn anew with another one. */
export function withUsers(state: ChatState, users: UserCards): ChatState {
  const others = Object.entries(users).filter(([id, card]) => {
    const known = state.users[id];
    return known?.name !== card.name || known.avatar !== card.avatar || known.kind !== card.kind;
  });
  return others.length > 0 ? { ...state, users: { ...state.users, ...Object.fromEntries(others) } } : state;
}

function moveOn(state: ChatState, rev: number): ChatState {
  return { ...state, cursor: Math.max(state.cursor, rev), head: Math.max(state.head, rev) };
}

function missingFrom(snapshot: Snapshot, state: ChatState): string[] {
  const there = new Set(snapshot.rooms.map(({ roomId }) => roomId));
  // Those that are gone already too: they are gone as of now, and no entry from before brings them back.
  return Object.keys({ ...state.rooms, ...state.gone }).filter((roomId) => !there.has(roomId));
}

function beginAnew(state: ChatState, snapshot: Snapshot): ChatState {
  const { epoch, users, rev } = snapshot;
  const rooms = Object.fromEntries(snapshot.rooms.map((entry) => [entry.roomId, beginRoom(entry)]));
  const gone = Object.fromEntries(missingFrom(snapshot, state).map((roomId) => [roomId, rev]));
  return { epoch, me: snapshot.me ?? state.me, users, cursor: rev, head: rev, rooms, gone };
}
