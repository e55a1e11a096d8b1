import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SkipRanges } from '@/lib/rooms/contract';
import { countWithin, firstOutside, uniteRanges } from '@/lib/rooms/skip-ranges';
import { firstUnreadSeq, unreadCount } from '@/lib/rooms/unread';

describe('unread', () => {
  it('leaves out own messages and tombstones after the marker', () => {
    const entry = {
      lastSeq: 12,
      lastReadSeq: 4,
      skip: [
        [2, 3],
        [5, 6],
        [9, 9],
      ] as SkipRanges,
    };
    expect(unreadCount(entry)).toBe(5);
    expect(firstUnreadSeq(entry)).toBe(7);
  });

  it('is nothing when all after the marker is skipped', () => {
    const entry = { lastSeq: 6, lastReadSeq: 4, skip: [[5, 6]] as SkipRanges };
    expect(unreadCount(entry)).toBe(0);
    expect(firstUnreadSeq(entry)).toBeNull();
  });

  it('cannot be told when there are too many ranges, unless nothing came after the marker', () => {
    expect(unreadCount({ lastSeq: 9_000, lastReadSeq: 1, skip: null })).toBeNull();
    expect(unreadCount({ lastSeq: 9_000, lastReadSeq: 9_000, skip: null })).toBe(0);
  });
});

const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
const rangesOf = (list: number[]): SkipRanges =>
  uniteRanges(
    [],
    list.map((seq) => [seq, seq]),
  );

describe('skip ranges', () => {
  it('hold the same seqs as the sets they stand for', () => {
    fc.assert(
      fc.property(seqs, seqs, fc.integer({ min: 1, max: 40 }), (left, right, first) => {
        const set = new Set([...left, ...right]);
        const united = uniteRanges(rangesOf(left), rangesOf(right));
        expect(countWithin(united, first, 40)).toBe([...set].filter((seq) => seq >= first).length);
        let outside = first;
        while (set.has(outside)) outside += 1;
        expect(firstOutside(united, first)).toBe(outside);
        for (const [index, [from]] of united.entries()) {
          expect(from).toBeGreaterThan((united[index - 1]?.[1] ?? -1) + 1);
        }
      }),
    );
  });

  it('are not changed by being united', () => {
    const left: SkipRanges = [[1, 2]];
    uniteRanges(left, [[3, 4]]);
    expect(left).toEqual([[1, 2]]);
  });
});
