import { describe, expect, it } from 'vitest';
import { countNew, highestSeen, placeIn } from './reading';

const rows = [
  { start: 0, end: 100, seq: 1 },
  { start: 100, end: 200, seq: 2 },
  { start: 200, end: 1_200, seq: 3 },
  { start: 1_200, end: 1_240, seq: undefined },
];

describe('highestSeen', () => {
  it('counts a row once its end is in view', () => {
    expect(highestSeen(rows, { start: 0, end: 199 - 1 })).toBe(1);
    expect(highestSeen(rows, { start: 0, end: 200 })).toBe(2);
  });
  it('counts a row taller than the view that fills it', () => {
    expect(highestSeen(rows, { start: 300, end: 900 })).toBe(3);
    expect(highestSeen(rows, { start: 150, end: 900 })).toBe(2);
  });
  it('ignores rows above the view and rows that have no number', () => {
    expect(highestSeen(rows, { start: 1_200, end: 1_300 })).toBeNull();
    expect(highestSeen([], { start: 0, end: 500 })).toBeNull();
  });
});

describe('countNew', () => {
  const messages = [
    { seq: 1, authorId: 'grace' },
    { seq: 2, authorId: 'grace' },
    { seq: 3, authorId: 'ada' },
    { seq: 4, authorId: 'grace', deleted: true },
    { seq: 5, authorId: 'grace' },
  ];
  it("counts others' messages that were not seen, and no tombstones", () => {
    expect(countNew(messages, { seenSeq: 1, meId: 'ada' })).toBe(2);
    expect(countNew(messages, { seenSeq: 5, meId: 'ada' })).toBe(0);
  });
});

describe('placeIn', () => {
  it('is the first row that begins in view', () => {
    expect(placeIn(rows, { start: 0, end: 500 })).toEqual({ seq: 1, offset: 0 });
    expect(placeIn(rows, { start: 30, end: 500 })).toEqual({ seq: 2, offset: 70 });
  });
  it('is the row that fills the view when none begins there', () => {
    expect(placeIn(rows, { start: 300, end: 900 })).toEqual({ seq: 3, offset: -100 });
  });
  it('is none where no row has a number', () => {
    expect(placeIn(rows, { start: 1_200, end: 1_300 })).toBeNull();
    expect(placeIn([], { start: 0, end: 500 })).toBeNull();
  });
});
