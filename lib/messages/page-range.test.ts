import { expect, test } from 'vitest';
import { pageRange } from './page-range';

test.each([
  ['no place is the end', { limit: 100 }, 250, { first: 151, last: 250 }],
  ['a short room is one page', { limit: 100 }, 3, { first: 1, last: 3 }],
  ['before excludes its seq', { limit: 10, before: 50 }, 250, { first: 40, last: 49 }],
  ['before the second message is the first', { limit: 10, before: 2 }, 250, { first: 1, last: 1 }],
  ['before beyond the end is the end', { limit: 10, before: 999 }, 250, { first: 241, last: 250 }],
  ['after excludes its seq', { limit: 10, after: 50 }, 250, { first: 51, last: 60 }],
  ['after 0 is the beginning', { limit: 10, after: 0 }, 250, { first: 1, last: 10 }],
  ['around includes its seq, half before it', { limit: 10, around: 50 }, 250, { first: 45, last: 54 }],
  ['around with limit 1 is that one', { limit: 1, around: 50 }, 250, { first: 50, last: 50 }],
  ['around beyond the end is around the last', { limit: 10, around: 999 }, 250, { first: 245, last: 250 }],
])('%s', (_, place, lastSeq, range) => {
  expect(pageRange(place, lastSeq)).toEqual(range);
});

test.each([
  [{ limit: 10, before: 1 }],
  [{ limit: 10, before: 0 }],
  [{ limit: 10, after: 250 }],
  [{ limit: 10, after: 999 }],
])('%j is empty', (place) => {
  const { first, last } = pageRange(place, 250);
  expect(last).toBeLessThan(first);
});
