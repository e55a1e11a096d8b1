import { describe, expect, it } from 'vitest';
import { absentRoom, type RoomView } from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import {
  dayPlace,
  keptAgain,
  landingHere,
  landingOn,
  messagePlace,
  rowPlace,
  theEnd,
  usualPlace,
} from './landing';

const tombstone = (seq: number) =>
  ({ id: `m${seq}`, seq, authorId: 'ada', rev: seq, createdAt: '', deleted: true }) as const;
/** The room has 300 messages; these are held. */
function held(from: number, to: number): RoomView {
  const messages = Array.from({ length: to - from + 1 }, (_, index) => tombstone(from + index));
  return { ...absentRoom, status: 'ready', messages, hasBefore: from > 1, hasAfter: to < 300 };
}
const entry = (lastReadSeq: number) => ({ lastSeq: 300, lastReadSeq, skip: [] }) as unknown as Entry;

describe('landingHere', () => {
  it('lands on a message that is held, deleted or not, and waits for one that is not', () => {
    expect(landingHere(messagePlace('m120'), held(100, 200))).toEqual({
      seq: 120,
      stand: { align: 'center' },
      marks: true,
    });
    expect(landingHere(messagePlace('m99'), held(100, 200))).toBeNull();
    expect(landingHere(rowPlace(200), held(100, 200))?.seq).toBe(200);
    expect(landingHere(rowPlace(201), held(100, 200))).toBeNull();
  });

  it('takes the end of what is held for the end of the room only if it is', () => {
    expect(landingHere(theEnd, held(201, 300))?.seq).toBe(300);
    expect(landingHere(theEnd, held(200, 299))).toBeNull();
  });

  it('leaves it to the server which message begins a day', () => {
    expect(landingHere(dayPlace('2026-11-20T00:00:00.000Z'), held(1, 300))).toBeNull();
  });

  it('needs nothing where the room opens as usual: its first page is on its way', () => {
    expect(landingHere(usualPlace(entry(300)), absentRoom)?.stand).toEqual({ align: 'end' });
    expect(landingHere(usualPlace(entry(40)), absentRoom)?.seq).toBe(41);
    expect(landingHere(rowPlace(41), absentRoom)).toBeNull();
  });
});

describe('where a room opens', () => {
  it('is the first unread message, else the end', () => {
    expect(usualPlace(entry(40)).place).toEqual({ seq: 41 });
    expect(usualPlace(entry(300)).stand).toEqual({ align: 'end' });
  });

  it('is the pixel that somebody left, unless they were at the end', () => {
    const kept = keptAgain({ seq: 7, offset: 123 }, entry(300));
    expect(landingOn(kept, 7)).toEqual({ seq: 7, stand: { align: 'start', offset: 123 }, marks: false });
    expect(keptAgain('end', entry(40)).place).toEqual({ seq: 41 });
  });
});
