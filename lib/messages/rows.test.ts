import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_MS, layOutRows } from './rows';

const noon = Date.parse('2026-11-20T12:00:00Z');
const dayOf = (instant: string) => instant.slice(0, 10);
let seq = 0;
function message(authorId: string, atMs: number, more: { deleted?: boolean } = {}) {
  seq += 1;
  return { id: `m${seq}`, seq, authorId, createdAt: new Date(noon + atMs).toISOString(), ...more };
}
const opens = (messages: ReturnType<typeof message>[], firstNewSeq: number | null = null) =>
  layOutRows(messages, { firstNewSeq, dayOf, hasBefore: false }).map((row) => row.opensGroup);

describe('layOutRows', () => {
  it('puts one author within five minutes under one name', () => {
    expect(opens([message('ada', 0), message('ada', GROUP_MS - 1), message('grace', GROUP_MS)])).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('opens a new group at five minutes since the last message, not since the first', () => {
    expect(opens([message('ada', 0), message('ada', GROUP_MS)])).toEqual([true, true]);
    expect(opens([message('ada', 0), message('ada', 200_000), message('ada', 400_000)])).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('does not continue across a tombstone', () => {
    expect(opens([message('ada', 0), message('ada', 1, { deleted: true }), message('ada', 2)])).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('answers the same row again while nothing of it has changed', () => {
    const messages = [message('ada', 0), message('ada', 1), message('grace', 2)];
    const lay = (some: typeof messages, firstNewSeq: number | null) =>
      layOutRows(some, { firstNewSeq, dayOf, hasBefore: false });
    const before = lay(messages, null);
    const grown = lay([...messages, message('ada', 3)], null);
    expect(before.map((row, index) => row === grown[index])).toEqual([true, true, true]);
    const lined = lay(messages, messages[1]?.seq ?? 0);
    expect(before.map((row, index) => row === lined[index])).toEqual([true, false, true]);
    expect(lined[1]?.isFirstNew).toBe(true);
  });

  it('draws a day line above the first message of each day, also for the same author', () => {
    const rows = layOutRows(
      [message('ada', -1), message('ada', 12 * 3_600_000 - 1), message('ada', 12 * 3_600_000)],
      { firstNewSeq: null, dayOf, hasBefore: false },
    );
    expect(rows.map((row) => row.day)).toEqual(['2026-11-20', null, '2026-11-21']);
    expect(rows[2]?.opensGroup).toBe(true);
  });

  it('draws the "New" line once, above the first row at or after the unread, and opens a group there', () => {
    const messages = [message('ada', 0), message('ada', 1), message('ada', 2)];
    const [, second, third] = messages;
    const rows = layOutRows(messages, { firstNewSeq: second?.seq ?? 0, dayOf, hasBefore: false });
    expect(rows.map((row) => row.isFirstNew)).toEqual([false, true, false]);
    expect(rows[1]?.opensGroup).toBe(true);
    expect(
      layOutRows(messages, { firstNewSeq: (third?.seq ?? 0) + 1, dayOf, hasBefore: false }).some(
        (row) => row.isFirstNew,
      ),
    ).toBe(false);
  });

  it('draws no day line for an instant it cannot read', () => {
    const odd = { ...message('ada', 0), createdAt: '' };
    const rows = layOutRows([message('ada', 0), odd, message('ada', 1)], {
      firstNewSeq: null,
      dayOf,
      hasBefore: false,
    });
    expect(rows.map((row) => row.day)).toEqual(['2026-11-20', null, null]);
  });

  it('gives a waiting message, which has no number yet, no "New" line', () => {
    const rows = layOutRows([{ id: 'p', authorId: 'ada', createdAt: new Date(noon).toISOString() }], {
      firstNewSeq: 1,
      dayOf,
      hasBefore: false,
    });
    expect(rows[0]?.isFirstNew).toBe(false);
  });

  it('draws every row as it is drawn whatever of the room is held with it', () => {
    const author = fc.constantFrom('ada', 'grace');
    const apart = fc.constantFrom(1_000, GROUP_MS, 30 * 3_600_000);
    const log = fc.array(fc.record({ author, apart, deleted: fc.boolean() }), {
      minLength: 3,
      maxLength: 40,
    });
    const cut = fc.tuple(fc.nat(), fc.nat(), fc.nat());
    fc.assert(
      fc.property(log, cut, (list, [a, b, unread]) => {
        let at = 0;
        const messages = list.map(({ author: by, apart: later, deleted }, index) => {
          at += later;
          return { ...message(by, at, { deleted }), seq: index + 1 };
        });
        const firstNewSeq = 1 + (unread % messages.length);
        const [from, to] = [a % messages.length, b % messages.length].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const whole = layOutRows(messages, { firstNewSeq, dayOf, hasBefore: false });
        const held = messages.slice(from, to + 2);
        fc.pre(held.length > 1);
        const part = layOutRows(held, { firstNewSeq, dayOf, hasBefore: from > 0 });
        const known = from > 0 ? whole.slice(from + 1, to + 2) : whole.slice(0, to + 2);
        expect(part).toEqual(known);
      }),
    );
  });
});
