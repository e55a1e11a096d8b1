import { describe, expect, it } from 'vitest';
import { onlyPaged } from './paging';

const all = Array.from({ length: 30 }, (_, index) => ({ seq: index + 1 }));
const held = (first: number, last: number) => ({
  messages: all.slice(first - 1, last),
  hasAfter: last < all.length,
});

describe('onlyPaged', () => {
  it('is true when a page has come on either side, or rows have been let go of', () => {
    expect(onlyPaged(held(11, 20), held(1, 20))).toBe(true);
    expect(onlyPaged(held(11, 20), held(11, 30))).toBe(true);
    expect(onlyPaged(held(1, 30), held(5, 15))).toBe(true);
    expect(onlyPaged(held(11, 20), held(11, 20))).toBe(true);
  });
  it('is false when a message is new at the end of the room', () => {
    const before = { ...held(11, 20), hasAfter: false };
    expect(onlyPaged(before, { ...held(11, 21), hasAfter: false })).toBe(false);
  });
  it('is false when a message is another than it was', () => {
    const now = held(1, 20);
    expect(onlyPaged(held(11, 20), { ...now, messages: now.messages.with(14, { seq: 15 }) })).toBe(false);
  });
  it('is false when the room has grown past what is held', () => {
    const before = { ...held(11, 20), hasAfter: false };
    expect(onlyPaged(before, { ...before, hasAfter: true })).toBe(false);
  });
  it('is false when the two have nothing in common, or nothing is held', () => {
    expect(onlyPaged(held(1, 10), held(20, 30))).toBe(false);
    expect(onlyPaged({ messages: [], hasAfter: false }, held(1, 10))).toBe(false);
  });
});
