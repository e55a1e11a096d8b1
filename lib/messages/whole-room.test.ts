import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, positionOf, seqAt, thumbOn } from './whole-room';

const ROW = 40;
const row = (seq: number, start = (seq - 1) * ROW) => ({ seq, start, end: start + ROW });
/** A room of rows of the same height, scrolled down so many pixels; the window may begin anywhere. */
function scrolledTo(start: number, { height, lastSeq }: { height: number; lastSeq: number }) {
  const top = row(Math.floor(start / ROW) + 1);
  const bottom = row(Math.min(lastSeq, Math.floor((start + height) / ROW) + 1));
  return around({ top, bottom }, { start, end: start + height }, lastSeq);
}

describe('the place in the whole room', () => {
  it('is 0 at the first message and 1 at the last', () => {
    const room = { height: 400, lastSeq: 5_000 };
    expect(positionOf(scrolledTo(0, room))).toBe(0);
    expect(positionOf(scrolledTo(5_000 * ROW - 400, room))).toBe(1);
    expect(positionOf(scrolledTo(2_500 * ROW - 200, room))).toBeCloseTo(0.5);
  });

  it('is where the native scrollbar would be if the whole room were drawn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lastSeq, at) => {
          const start = at * (lastSeq * ROW - 400);
          expect(positionOf(scrolledTo(start, { height: 400, lastSeq }))).toBeCloseTo(at, 6);
        },
      ),
    );
  });

  it('leads to the row at the top of the view that it was read from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 100_000 }), fc.nat(), (lastSeq, any) => {
        const seq = 1 + (any % (lastSeq - 10));
        const place = scrolledTo((seq - 1) * ROW, { height: 400, lastSeq });
        expect(seqAt(positionOf(place), place)).toBe(seq);
      }),
    );
  });

  it('is the end when everything is in view', () => {
    expect(positionOf({ above: 0, below: 0 })).toBe(1);
  });
});

describe('thumbOn', () => {
  it('stays on the track and never gets too small to take hold of', () => {
    const size = fc.double({ min: 0, max: 100_000, noNaN: true });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 50, max: 2_000 }), (above, below, track) => {
        const { start, length } = thumbOn(track, { around: { above, below }, inView: 12, least: 44 });
        expect(length).toBeGreaterThanOrEqual(44);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + length).toBeLessThanOrEqual(track + 1e-6);
      }),
    );
  });
});
