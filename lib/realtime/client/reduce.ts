import type { Message } from '@/lib/messages/contract';
import {
  adoptEntry,
  applyMeFrame,
  applySnapshot,
  beginRoom,
  endRooms,
  mergeEntry,
  type Snapshot,
  withUsers,
} from '@/lib/realtime/client/entries';
import { applyChanges, takeAnswer, withHead } from '@/lib/realtime/client/frames';
import { absentFiles, onlyNamedFiles, withFiles } from '@/lib/realtime/client/held-files';
import { askForPage, failPage, takeOffer, takePage } from '@/lib/realtime/client/pages';
import type { HeldChanges, HeldChangesAnswer, HeldMeFrame, HeldPage } from '@/lib/realtime/client/parse';
import type { ChatState, HeldFiles, Load, RoomState } from '@/lib/realtime/client/state';
import { cropWindow } from '@/lib/realtime/client/window';
import type { Entry } from '@/lib/rooms/contract';
import type { UserCards } from '@/lib/users/contract';

export type Heads = { epoch: string; me: number; rooms: Record<string, number> };

export type Action =
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'me'; frame: HeldMeFrame }
  | { type: 'changes'; roomId: string; changes: HeldChanges }
  /** What the server answered when it was asked for the changes after `asked`. */
  | { type: 'healed'; roomId: string; asked: number; answer: HeldChangesAnswer }
  | { type: 'reset'; asked: number; entry: Entry }
  | { type: 'page-asked'; roomId: string; load: Load }
  | { type: 'page'; roomId: string; loadId: number; page: HeldPage }
  | { type: 'page-failed'; roomId: string; loadId: number }
  | { type: 'page-offered'; roomId: string; page: HeldPage }
  /** The reader is far from the other rows. */
  | { type: 'cropped'; roomId: string; first: number; last: number }
  /** The message as a write of this device's was answered with it. */
  | { type: 'answered'; roomId: string; message: Message; users: UserCards }
  /** Files by id; `asked`: what is not among `files` of these is not to be had. */
  | { type: 'files'; roomId: string; files: HeldFiles; asked: readonly string[] }
  | { type: 'entry'; entry: Entry; users: UserCards }
  | { type: 'heads'; heads: Heads }
  | { type: 'forgotten'; roomIds: readonly string[] }
  /** The server says there is no such room for us; `userRev`: the entry's when it was asked. */
  | { type: 'lost'; roomId: string; userRev: number }
  | { type: 'read'; roomId: string; seq: number }
  | { type: 'unread'; roomId: string };

/** The one way anything here changes: first load, pages, catch-up, frames and own answers. Pure. */
export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.type) {
    case 'snapshot':
      return applySnapshot(state, action.snapshot);
    case 'me':
      return applyMeFrame(state, action.frame);
    case 'changes':
      return applyToRoom(withUsers(state, action.changes.users), action.roomId, (room) =>
        applyChanges(room, action.changes, state.me.id),
      );
    case 'healed':
      return applyHealing(state, action.roomId, action.asked, action.answer);
    case 'reset':
      return applyToRoom(state, action.entry.roomId, (room) => resetRoom(room, action.asked, action.entry));
    case 'page-asked':
      return applyToRoom(state, action.roomId, (room) => askForPage(room, action.load));
    case 'page':
      if (action.page.epoch !== state.epoch) return forgetEpoch(state);
      return applyToRoom(withUsers(state, action.page.users), action.roomId, (room) =>
        takePage(room, action.loadId, action.page, state.me.id),
      );
    case 'page-failed':
      return applyToRoom(state, action.roomId, (room) => failPage(room, action.loadId, state.me.id));
    case 'page-offered':
      if (action.page.epoch !== state.epoch) return state;
      return applyToRoom(withUsers(state, action.page.users), action.roomId, (room) =>
        takeOffer(room, action.page, state.me.id),
      );
    case 'cropped':
      return applyToRoom(state, action.roomId, (room) => crop(room, action.first, action.last));
    case 'answered':
      return applyToRoom(withUsers(state, action.users), action.roomId, (room) =>
        takeAnswer(room, action.message, state.me.id),
      );
    case 'files':
      return applyToRoom(state, action.roomId, (room) => takeFiles(room, action.files, action.asked));
    case 'entry':
      return adoptEntry(withUsers(state, action.users), action.entry);
    case 'heads':
      return hearHeads(state, action.heads);
    case 'forgotten':
      return action.roomIds.reduce(
        (next, roomId) => applyToRoom(next, roomId, (room) => ({ ...room, hold: null, members: {} })),
        state,
      );
    case 'lost':
      return loseRoom(state, action.roomId, action.userRev);
    case 'read':
      return applyToRoom(state, action.roomId, (room) => readUpTo(room, action.seq));
    case 'unread':
      return applyToRoom(state, action.roomId, (room) => ({ ...room, reading: null }));
    default:
      return action satisfies never;
  }
}

function applyToRoom(state: ChatState, roomId: string, apply: (room: RoomState) => RoomState): ChatState {
  const room = state.rooms[roomId];
  if (!room) return state;
  const next = apply(room);
  return next === room ? state : { ...state, rooms: { ...state.rooms, [roomId]: next } };
}

function applyHealing(state: ChatState, roomId: string, asked: number, answer: HeldChangesAnswer): ChatState {
  if (answer.epoch !== state.epoch) return forgetEpoch(state);
  if ('reset' in answer) return applyToRoom(state, roomId, (room) => resetRoom(room, asked, answer.entry));
  const next = withUsers(state, answer.users);
  return applyToRoom(next, roomId, (room) => applyChanges(room, answer, state.me.id));
}

/** Forgets what is held, pages in flight included (they may be older than the entry), and takes the entry. */
function resetRoom(room: RoomState, asked: number, entry: Entry): RoomState {
  // The cursor lay above the room's head: what is known here is of no history the server has.
  if (entry.rev < asked) return beginRoom(entry);
  return mergeEntry({ ...room, hold: null, members: {} }, entry);
}

/** Another database: nothing held is true any more. Entries of the new one end this state. */
function forgetEpoch(state: ChatState): ChatState {
  const rooms = Object.entries(state.rooms).map(([id, room]) => [id, { ...room, hold: null, members: {} }]);
  return { ...state, epoch: null, rooms: Object.fromEntries(rooms) };
}

function loseRoom(state: ChatState, roomId: string, userRev: number): ChatState {
  const ended = endRooms(state, [roomId], userRev);
  if (roomId in ended.rooms || roomId in ended.gone) return ended;
  return { ...ended, gone: { ...ended.gone, [roomId]: userRev } };
}

function hearHeads(state: ChatState, heads: Heads): ChatState {
  if (heads.epoch !== state.epoch) return state;
  const heard = { ...state, head: Math.max(state.head, heads.me) };
  return Object.entries(heads.rooms).reduce(
    (next, [roomId, rev]) => applyToRoom(next, roomId, (room) => withHead(room, rev)),
    heard,
  );
}

function crop(room: RoomState, first: number, last: number): RoomState {
  const hold = room.hold && cropWindow(room.hold, first, last);
  return hold === room.hold ? room : { ...room, hold: hold && onlyNamedFiles(hold) };
}

function takeFiles(room: RoomState, files: HeldFiles, asked: readonly string[]): RoomState {
  return room.hold ? { ...room, hold: withFiles(room.hold, { ...absentFiles(asked), ...files }) } : room;
}

function readUpTo(room: RoomState, seq: number): RoomState {
  const upTo = Math.min(seq, room.entry.lastSeq);
  return upTo > Math.max(room.entry.lastReadSeq, room.reading ?? 0) ? { ...room, reading: upTo } : room;
}
