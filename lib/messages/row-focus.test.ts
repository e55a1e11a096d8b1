import { describe, expect, it } from 'vitest';
import { rowOnNextScreen } from './row-focus';

/** Rows of these heights, one below the other. */
function rowsOf(heights: readonly number[]) {
  let end = 0;
  return heights.map((height) => {
    end += height;
    return { start: end - height, end };
  });
}

describe('rowOnNextScreen', () => {
  const even = rowsOf(Array.from({ length: 20 }, () => 30));
  it('goes as far as a screen is high', () => {
    expect(rowOnNextScreen(even, { from: 2, step: 1, height: 100 })).toBe(5);
    expect(rowOnNextScreen(even, { from: 8, step: -1, height: 100 })).toBe(5);
  });
  it('goes past a row that is taller than the screen', () => {
    const uneven = rowsOf([30, 500, 30]);
    expect(rowOnNextScreen(uneven, { from: 0, step: 1, height: 100 })).toBe(1);
    expect(rowOnNextScreen(uneven, { from: 2, step: -1, height: 100 })).toBe(1);
  });
  it('ends with the rows', () => {
    expect(rowOnNextScreen(even, { from: 18, step: 1, height: 1_000 })).toBe(19);
    expect(rowOnNextScreen(even, { from: 1, step: -1, height: 1_000 })).toBe(0);
  });
});
