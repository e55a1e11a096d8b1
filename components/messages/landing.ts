import type { Place } from '@/lib/realtime/client/loading';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import { firstUnreadSeq } from '@/lib/rooms/unread';

/** How the log stands at a row: with it in the middle, or its upper edge so many pixels below its own; or at its end. */
export type Stand = { align: 'center' } | { align: 'start'; offset: number } | { align: 'end' };

/** A place to go to. `marks`: the row is lit for a moment and takes the focus, which tells the ear where one is. */
export type Wanted = { place: Place; stand: Stand; marks?: boolean; isUsual?: boolean };

/** Where the log is to stand: a row that is held, or on its way with the room's first page. */
export type Landing = { seq: number; stand: Stand; marks: boolean };

/** Where somebody stood: a row, and its upper edge so many pixels below the log's; or the room's end. */
export type KeptPlace = { seq: number; offset: number } | 'end';

/** The "New" line stands a little below the upper edge: one sees that something was before it. */
const AIR = 56;
/** After every message: the page that shows it is the newest one. */
const END_OF_TIME = '9999-12-31T00:00:00.000Z';

export const theEnd: Wanted = { place: { at: END_OF_TIME }, stand: { align: 'end' } };

/** Where a room opens when nothing else was asked for: at the first unread message, else at its end. */
export function usualPlace(entry: Entry): Wanted {
  const seq = firstUnreadSeq(entry);
  return { ...(seq === null ? theEnd : newLinePlace(seq)), isUsual: true };
}

export function newLinePlace(seq: number): Wanted {
  return { place: { seq }, stand: { align: 'start', offset: AIR } };
}

export function rowPlace(seq: number): Wanted {
  return { place: { seq }, stand: { align: 'start', offset: 0 } };
}

export function messagePlace(messageId: string): Wanted {
  return { place: { messageId }, stand: { align: 'center' }, marks: true };
}

/** @param instant at which the day begins for the reader */
export function dayPlace(instant: string): Wanted {
  return { place: { at: instant }, stand: { align: 'start', offset: 0 }, marks: true };
}

export function keptAgain(kept: KeptPlace, entry: Entry): Wanted {
  if (kept === 'end') return usualPlace(entry);
  return { place: { seq: kept.seq }, stand: { align: 'start', offset: kept.offset } };
}

export function landingOn({ stand, marks = false }: Wanted, seq: number): Landing {
  return { seq, stand, marks };
}

/** The landing, if nothing has to be asked for: the rows are here, or come with the page the room opens with. */
export function landingHere(wanted: Wanted, { status, messages, hasAfter }: RoomView): Landing | null {
  const { place, stand, isUsual = false } = wanted;
  const isReady = status === 'ready';
  if (!isReady && !isUsual) return null;
  if (stand.align === 'end') return hasAfter ? null : landingOn(wanted, messages.at(-1)?.seq ?? 0);
  if ('at' in place) return null;
  if ('seq' in place && !isReady) return landingOn(wanted, place.seq);
  const found = messages.find((row) => ('seq' in place ? row.seq === place.seq : row.id === place.messageId));
  return found ? landingOn(wanted, found.seq) : null;
}
