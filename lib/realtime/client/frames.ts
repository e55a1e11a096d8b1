import { withoutFilesOf } from '@/lib/realtime/client/held-files';
import type { HeldChanges } from '@/lib/realtime/client/parse';
import { type HeldMessage, isHeld, type RoomState } from '@/lib/realtime/client/state';
import { placeRows } from '@/lib/realtime/client/window';
import type { Entry, Member, RoomInfo, SkipRanges } from '@/lib/rooms/contract';
import { uniteRanges } from '@/lib/rooms/skip-ranges';

/**
 * Delivery proves itself: what begins at or before the cursor and ends beyond it is applied, what ends at or before
 * it is old, and what begins beyond it says that something is missing, which `head` remembers.
 */
export function applyChanges(room: RoomState, changes: HeldChanges, me: string): RoomState {
  const { from, to, messages } = changes;
  const heard = withHead(room, to);
  if (to <= room.cursor) return heard;
  if (from > room.cursor) return keepForPage(heard, messages);
  const next = withRows(heard, messages, me, false);
  return {
    ...next,
    cursor: to,
    entry: withInfo({ ...next.entry, rev: Math.max(next.entry.rev, to) }, changes.room),
    members: withMembers(room.members, changes.members),
  };
}

/**
 * A message as a write of this device's was answered with it. One no newer than the cursor may have changed since,
 * in a frame that came when its place was not held: it says nothing the cursor does not cover.
 */
export function takeAnswer(room: RoomState, message: HeldMessage, me: string): RoomState {
  if (message.rev <= room.cursor) return room;
  return withHead(withRows(room, [message], me, true), message.rev);
}

/** Counts the rows and puts them where they belong. They must be the newest known. */
function withRows(room: RoomState, rows: readonly HeldMessage[], me: string, ahead: boolean): RoomState {
  const counted = countRows(room, rows, me);
  if (!counted.hold || !isHeld(room)) return counted;
  const gone = rows.filter(isTombstone);
  return { ...counted, hold: placeRows(withoutFilesOf(counted.hold, gone), rows, ahead) };
}

export function withHead(room: RoomState, rev: number): RoomState {
  return rev > room.head ? { ...room, head: rev } : room;
}

/** A row says three things for ever: that its place exists, whose it is, and whether it is deleted. */
export function countRows(room: RoomState, rows: readonly HeldMessage[], me: string): RoomState {
  let { lastSeq, lastMessageAt } = room.entry;
  const silent: SkipRanges = [];
  for (const row of rows) {
    if (row.seq > lastSeq) {
      lastSeq = row.seq;
      lastMessageAt = row.createdAt || lastMessageAt;
    }
    if (row.authorId === me || isTombstone(row)) silent.push([row.seq, row.seq]);
  }
  const skip = uniteRanges(room.skip, silent);
  const shown = room.entry.skip === null ? null : skip;
  return { ...room, skip, entry: { ...room.entry, lastSeq, lastMessageAt, skip: shown } };
}

/** Not applied; but a page in flight may be older still, so the rows wait for it. */
function keepForPage(room: RoomState, rows: readonly HeldMessage[]): RoomState {
  if (!room.hold || room.hold.loads.length === 0) return room;
  const { kept } = placeRows({ ...room.hold, window: null }, rows, false);
  return { ...room, hold: { ...room.hold, kept } };
}

function isTombstone(row: HeldMessage): boolean {
  return !('unreadable' in row) && row.deleted;
}

function withInfo(entry: Entry, info: RoomInfo | undefined): Entry {
  if (!info || info.rev <= entry.infoRev) return entry;
  const { kind, name, topic, archivedAt, rev } = info;
  return { ...entry, kind, name, topic, archivedAt, infoRev: rev };
}

function withMembers(known: Readonly<Record<string, Member>>, rows: readonly Member[]) {
  const fresh = rows.filter((row) => row.rev > (known[row.userId]?.rev ?? -1));
  if (fresh.length === 0) return known;
  return { ...known, ...Object.fromEntries(fresh.map((row) => [row.userId, row])) };
}
