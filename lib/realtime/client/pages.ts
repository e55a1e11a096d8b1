import { countRows, withHead } from '@/lib/realtime/client/frames';
import { withFiles } from '@/lib/realtime/client/held-files';
import type { HeldPage } from '@/lib/realtime/client/parse';
import {
  endOf,
  type Hold,
  isHeld,
  type Load,
  nothingHeld,
  type RoomState,
} from '@/lib/realtime/client/state';
import { joinPage } from '@/lib/realtime/client/window';

export function askForPage(room: RoomState, load: Load): RoomState {
  const hold = room.hold ?? nothingHeld;
  return { ...room, hold: { ...hold, failed: false, loads: [...hold.loads, load] } };
}

/** A page never moves the cursor: what it brings beyond it, frames bring again. */
export function takePage(room: RoomState, loadId: number, page: HeldPage, me: string): RoomState {
  const load = room.hold?.loads.find(({ id }) => id === loadId);
  // What it was asked for has been forgotten since.
  if (!room.hold || !load) return room;
  const joined = joinPage(room.hold, page.messages, load.kind !== 'older' && load.kind !== 'newer');
  const hold = endLoad(room, withFiles(joined, page.attachments), loadId, me);
  return { ...withHead(countRows(room, page.messages, me), page.rev), hold };
}

/**
 * A page nobody here asked for, read by the server that rendered the screen. It will do if it is no older than the
 * cursor; else changes between the two would be missing for ever, and the room is loaded like any other.
 */
export function takeOffer(room: RoomState, page: HeldPage, me: string): RoomState {
  if (isHeld(room) || page.rev < room.cursor) return room;
  const hold = withFiles(joinPage(nothingHeld, page.messages, true), page.attachments);
  return { ...withHead(countRows(room, page.messages, me), page.rev), hold };
}

export function failPage(room: RoomState, loadId: number, me: string): RoomState {
  if (!room.hold?.loads.some(({ id }) => id === loadId)) return room;
  const hold = endLoad(room, room.hold, loadId, me);
  return { ...room, hold: { ...hold, failed: hold.window === null } };
}

/** With the last page arrived, only own messages beyond the end that no frame has brought are waiting for something. */
function endLoad({ cursor }: RoomState, hold: Hold, loadId: number, me: string): Hold {
  const loads = hold.loads.filter(({ id }) => id !== loadId);
  if (loads.length > 0) return { ...hold, loads };
  // Nothing is held now: no frame would keep these rows up to date until a page comes.
  if (!hold.window) return { ...hold, loads, kept: {} };
  const end = endOf(hold.window);
  const own = Object.values(hold.kept).filter(
    (row) => row.authorId === me && row.seq > end && row.rev > cursor,
  );
  return { ...hold, loads, kept: Object.fromEntries(own.map((row) => [row.seq, row])) };
}
