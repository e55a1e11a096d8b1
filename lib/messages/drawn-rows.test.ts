import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, type Drawn, joined, nextDrawn, nextStep, rowsAround, rowsLeft } from './drawn-rows';
import type { Row } from './rows';

const LINE = 29;

/** Rows of one line each, or with these texts. */
function rowsOf(
  bodies: readonly string[] | number,
): Row<{ id: string; authorId: string; createdAt: string; body: string }>[] {
  const texts = typeof bodies === 'number' ? Array.from({ length: bodies }, () => 'One line.') : bodies;
  return texts.map((body, index) => ({
    message: { id: `message ${index}`, authorId: 'ada', createdAt: '2026-11-20T12:00:00.000Z', body },
    day: null,
    isFirstNew: false,
    opensGroup: false,
  }));
}

describe('rowsAround', () => {
  const rows = rowsOf(100);
  it('fills the view above the end', () => {
    expect(rowsAround(rows, { index: 100, above: 10 * LINE, below: 0 })).toEqual({ first: 90, last: 99 });
  });
  it('fills it both ways around a row', () => {
    expect(rowsAround(rows, { index: 50, above: 5 * LINE, below: 5 * LINE })).toEqual({
      first: 45,
      last: 54,
    });
  });
  it('takes from the other side what an end leaves empty', () => {
    expect(rowsAround(rows, { index: 98, above: LINE, below: 9 * LINE })).toEqual({ first: 90, last: 99 });
    expect(rowsAround(rows, { index: 1, above: 9 * LINE, below: LINE })).toEqual({ first: 0, last: 9 });
  });
  it('takes all there are of few rows, and none of none', () => {
    expect(rowsAround(rowsOf(3), { index: 3, above: 900, below: 0 })).toEqual({ first: 0, last: 2 });
    expect(rowsAround([], { index: 0, above: 900, below: 0 })).toEqual({ first: 0, last: -1 });
  });
  it('counts lines, and never too many: a view is filled whatever the rows measure', () => {
    const long = rowsOf(['a\nb\nc\nd', 'x'.repeat(400), '']);
    expect(rowsAround(long, { index: 3, above: 60, below: 0 })).toEqual({ first: 1, last: 2 });
  });
});

describe('nextDrawn', () => {
  const options = { inView: { first: 500, last: 520 }, count: 1_000, kept: [] as number[], step: 8 };
  it('comes to an end with rows ready on either side, a few at a time', () => {
    let drawn: Drawn = { first: 495, last: 522 };
    let steps = 0;
    for (let next = nextDrawn(drawn, options); next !== drawn; next = nextDrawn(drawn, options)) {
      expect(drawn.first - next.first).toBeLessThanOrEqual(8);
      expect(next.last - drawn.last).toBeLessThanOrEqual(8);
      drawn = next;
      steps += 1;
    }
    expect(steps).toBeGreaterThan(3);
    expect(drawn.first).toBeLessThan(400);
    expect(drawn.last).toBeGreaterThan(620);
  });
  it('lets go of what has been left behind, but not of what is kept', () => {
    const drawn = { first: 100, last: 530 };
    expect(nextDrawn(drawn, options).first).toBe(108);
    expect(nextDrawn(drawn, { ...options, kept: [104] }).first).toBe(104);
    expect(nextDrawn({ first: 490, last: 900 }, { ...options, kept: [900] }).last).toBe(900);
  });
  it('has what is in view always within, and never more than a screen and what is ready around it', () => {
    const place = fc.integer({ min: 0, max: 979 });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
        let drawn: Drawn = { first: 0, last: -1 };
        for (const first of places) {
          const inView = { first, last: first + 20 };
          drawn = joined(drawn, inView);
          for (let turn = 0; turn < 200; turn += 1) drawn = nextDrawn(drawn, { ...options, inView });
          expect(drawn.first).toBeLessThanOrEqual(first);
          expect(drawn.last).toBeGreaterThanOrEqual(inView.last);
          expect(drawn.first).toBeGreaterThanOrEqual(0);
          expect(drawn.last).toBeLessThan(1_000);
          expect(drawn.last - drawn.first).toBeLessThan(240);
        }
      }),
    );
  });
});

describe('joined', () => {
  it('is both where they meet, else the second', () => {
    expect(joined({ first: 5, last: 9 }, { first: 10, last: 12 })).toEqual({ first: 5, last: 12 });
    expect(joined({ first: 5, last: 9 }, { first: 11, last: 12 })).toEqual({ first: 11, last: 12 });
    expect(joined({ first: 5, last: 9 }, { first: 1, last: 4 })).toEqual({ first: 1, last: 9 });
  });
});

describe('rowsLeft', () => {
  const inView = { first: 500, last: 520 };
  it('counts on the shorter side, and not where no more are held', () => {
    expect(rowsLeft({ first: 490, last: 600 }, { inView, count: 1_000 })).toBe(10);
    expect(rowsLeft({ first: 400, last: 530 }, { inView, count: 1_000 })).toBe(10);
    expect(rowsLeft({ first: 400, last: 600 }, { inView, count: 1_000 })).toBe(80);
    expect(rowsLeft({ first: 400, last: 530 }, { inView, count: 531 })).toBe(100);
    expect(rowsLeft({ first: 0, last: 530 }, { inView, count: 531 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('nextStep', () => {
  it('draws more where that is quick, and fewer where it is slow, but always one', () => {
    expect(nextStep({ rows: 4, took: 2 }, 'haste')).toBe(5);
    expect(nextStep({ rows: 8, took: 24 }, 'haste')).toBe(3);
    expect(nextStep({ rows: 1, took: 500 }, 'haste')).toBe(1);
  });
  it('grows by one while there is time, whatever a step takes before its first row', () => {
    expect(nextStep({ rows: 1, took: 9 }, 'haste')).toBe(2);
    expect(nextStep({ rows: 3, took: 10 }, 'haste')).toBe(4);
    expect(nextStep({ rows: 4, took: 11 }, 'haste')).toBe(3);
  });
  it('draws no more than eight, however quick the last were', () => {
    expect(nextStep({ rows: 8, took: 1 }, 'haste')).toBe(8);
  });
  it('draws fewer while there is time', () => {
    expect(nextStep({ rows: 8, took: 6 }, 'haste')).toBe(8);
    expect(nextStep({ rows: 8, took: 6 }, 'calm')).toBe(4);
  });
});

describe('blockOf', () => {
  const row = (seq?: number) => ({
    message: { id: `${seq}`, authorId: 'ada', createdAt: '2026-11-20T12:00:00.000Z', ...(seq && { seq }) },
    day: null,
    isFirstNew: false,
    opensGroup: false,
  });
  it('is one for eight rows, and the last for all that have come since, with a number or without', () => {
    expect(new Set([800, 803, 807].map((seq) => blockOf(row(seq), 900))).size).toBe(1);
    expect(blockOf(row(808), 900)).not.toBe(blockOf(row(807), 900));
    expect(blockOf(row(901), 900)).toBe(blockOf(row(), 900));
    expect(blockOf(row(900), 900)).toBeLessThan(blockOf(row(901), 900));
  });
});
