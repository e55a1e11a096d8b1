import { expect, test } from 'vitest';
import { relativeTo } from './relative';

const now = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['2026-11-21T12:00:30Z', 0, 'minute'],
  ['2026-11-21T11:59:01Z', 0, 'minute'],
  ['2026-11-21T11:01:00Z', -59, 'minute'],
  ['2026-11-21T11:00:00Z', -1, 'hour'],
  ['2026-11-20T12:00:01Z', -23, 'hour'],
  ['2026-11-20T12:00:00Z', -1, 'day'],
  ['2026-11-14T12:00:00Z', -1, 'week'],
  ['2026-10-18T12:00:00Z', -4, 'week'],
])('%s is %d %s', (then, value, unit) => {
  expect(relativeTo(now, Date.parse(then))).toEqual({ value, unit });
});

test('what is older than five weeks is told by its date', () => {
  expect(relativeTo(now, Date.parse('2026-10-17T12:00:00Z'))).toBeNull();
});
