import { expect, test } from 'vitest';
import { Histogram, spreadOf } from './histogram';

test('percentiles of two processes together are those of all durations, two in a hundred off at most', () => {
  const [odd, even] = [new Histogram(), new Histogram()];
  for (let micros = 1; micros <= 100_000; micros += 1) (micros % 2 === 0 ? even : odd).add(micros);
  const spread = spreadOf([odd, even].map((histogram) => JSON.parse(JSON.stringify(histogram))));
  expect(spread.p50).toBeGreaterThanOrEqual(50);
  expect(spread.p50).toBeLessThan(51);
  expect(spread.p99).toBeGreaterThanOrEqual(99);
  expect(spread.p99).toBeLessThanOrEqual(100);
  expect(spread.max).toBe(100);
});

test('of nothing there is nothing to say', () => {
  expect(spreadOf([])).toEqual({ p50: 0, p90: 0, p95: 0, p99: 0, max: 0 });
});
