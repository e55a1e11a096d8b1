import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelServer } from '@/lib/realtime/client/law/model-server';
import { endOf, type Hold, nothingHeld, type Window } from '@/lib/realtime/client/state';
import { cropWindow, joinPage, rangeToKeep, WINDOW_MAX } from '@/lib/realtime/client/window';

const server = new ModelServer();
for (let seq = 1; seq <= 1_000; seq += 1) server.post('grace');

const windowOf = (start: number, length: number): Window => ({
  start,
  rows: server.messages.slice(start - 1, start - 1 + length),
});
const holding = (window: Window, loads: Hold['loads'] = []): Hold => ({ ...nothingHeld, window, loads });

describe('a window that grew too long', () => {
  it('keeps what is in view and as much on both sides as there is, and no more than its length', () => {
    const places = fc.record({
      start: fc.integer({ min: 1, max: 400 }),
      length: fc.integer({ min: 1, max: 600 }),
      offset: fc.nat(599),
      count: fc.nat(120),
    });
    fc.assert(
      fc.property(places, ({ start, length, offset, count }) => {
        const window = windowOf(start, length);
        const first = start + (offset % length);
        const last = Math.min(endOf(window), first + count);
        const range = rangeToKeep(window, first, last);
        if (window.rows.length <= WINDOW_MAX) {
          expect(range).toBe(null);
          return;
        }
        if (!range) throw new Error('Too long, and nothing to let go of.');
        const { window: kept } = cropWindow(holding(window), range.first, range.last);
        if (!kept) throw new Error('Nothing is held any more.');
        expect(kept.rows.length).toBeLessThanOrEqual(WINDOW_MAX);
        expect(kept.rows).toEqual(server.messages.slice(kept.start - 1, endOf(kept)));
        expect(kept.start).toBeLessThanOrEqual(first);
        expect(endOf(kept)).toBeGreaterThanOrEqual(last);
        const sides = [first - kept.start, endOf(kept) - last];
        const isLopsided = Math.abs((sides[0] ?? 0) - (sides[1] ?? 0)) > 2;
        if (isLopsided) expect(kept.start === window.start || endOf(kept) === endOf(window)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets go for good when nothing is on its way, and keeps what an old page could bring back stale', () => {
    const window = windowOf(1, 400);
    expect(cropWindow(holding(window), 100, 299)).toMatchObject({ kept: {}, window: { start: 100 } });
    const { kept } = cropWindow(holding(window, [{ id: 1, kind: 'newer' }]), 100, 299);
    expect(Object.keys(kept)).toHaveLength(200);
    expect(kept[400]).toBe(server.messages[399]);
  });

  it('stays as it is when all or nothing of it would be kept', () => {
    const hold = holding(windowOf(11, 10));
    expect(cropWindow(hold, 1, 100)).toBe(hold);
    expect(cropWindow(hold, 50, 60)).toBe(hold);
    expect(cropWindow(nothingHeld, 1, 10)).toBe(nothingHeld);
  });
});

describe('a page that takes the window\u2019s place', () => {
  it('is not overtaken by a page read before the frames that the old window had', () => {
    const [before, changed] = [server.messages[4], server.edit(4)];
    if (!before || !changed) throw new Error('There is no fifth message.');
    const loads = [
      { id: 1, kind: 'place' },
      { id: 2, kind: 'newer' },
    ] as const;
    const elsewhere = joinPage(holding(windowOf(3, 4), loads), server.messages.slice(8, 12), true);
    expect(elsewhere.window).toMatchObject({ start: 9 });
    const old = [before, ...server.messages.slice(5, 8)];
    expect(joinPage(elsewhere, old, false).window?.rows[0]).toBe(changed);
  });
});
