import { expect, test } from 'vitest';
import { SKIP_RANGES_MAX } from './contract';
import { parseSkip } from './skip';

test('closed ranges out of half-open ones', () => {
  expect(parseSkip('{[3,4),[7,10)}')).toEqual([
    [3, 3],
    [7, 9],
  ]);
  expect(parseSkip('{}')).toEqual([]);
});

test('too many to count exactly is null', () => {
  const many = (count: number) =>
    `{${Array.from({ length: count }, (_, index) => `[${index * 2},${index * 2 + 1})`)}}`;
  expect(parseSkip(many(SKIP_RANGES_MAX))).toHaveLength(SKIP_RANGES_MAX);
  expect(parseSkip(many(SKIP_RANGES_MAX + 1))).toBeNull();
  expect(parseSkip(null)).toBeNull();
});
