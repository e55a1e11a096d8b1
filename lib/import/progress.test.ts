import { expect, test } from 'vitest';
import { duration, progressLine } from './progress';

test.each([
  [{ lines: 41_000, read: 51, size: 100, elapsed: 4_000 }, '41,000 messages · 51 % · 10,250/s · 4 s left'],
  [{ lines: 10, read: 1, size: 100, elapsed: 500 }, '10 messages · 1 %'],
  [{ lines: 0, read: 0, size: 100, elapsed: 5_000 }, '0 messages · 0 %'],
  [{ lines: 0, read: 0, size: 0, elapsed: 0 }, '0 messages · 100 %'],
])('%j', (progress, said) => {
  expect(progressLine(progress)).toBe(said);
});

test.each([
  [0, '0 s'],
  [59_001, '1 min 0 s'],
  [245_000, '4 min 5 s'],
  [7_800_000, '2 h 10 min'],
])('%i ms are %s', (ms, said) => {
  expect(duration(ms)).toBe(said);
});
