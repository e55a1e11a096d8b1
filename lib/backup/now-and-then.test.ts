import { afterEach, expect, test, vi } from 'vitest';
import { nowAndThen } from './now-and-then';

afterEach(() => {
  vi.useRealTimers();
});

test('every call counts, and a count is told every ten seconds at most', () => {
  vi.useFakeTimers();
  const told: number[] = [];
  const one = nowAndThen((count) => told.push(count));
  for (let second = 0; second < 25; second += 1) {
    one();
    vi.advanceTimersByTime(1_000);
  }
  expect(told).toEqual([11, 21]);
});
