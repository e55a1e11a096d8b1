import { expect, test } from 'vitest';
import type { Row } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import { estimateHeight } from './row-estimates';

const wide = { files: {}, width: 1_000 };

function row(body: string, opensGroup = true): Row<ShownMessage> {
  const message = {
    ...{ id: body, seq: 1, authorId: 'ada', rev: 1, createdAt: '2026-01-01T00:00:00.000Z', deleted: false },
    ...{ body, version: 1, editedAt: null },
  } as const;
  return { message, opensGroup, day: null, isFirstNew: false };
}

// As Chromium lays them out: that they are so high is shown in scrolling.spec.
test.each([
  ['one line', 'Good morning', 56],
  ['one line below another of the same person', 'Good morning', 29, false],
  ['three lines as they were typed', 'One\ntwo\nthree', 102],
  ['a long one', 'word '.repeat(30), 79],
  [
    'a line and an address that has none beside it',
    `${'word '.repeat(10)}https://example.org/${'0123456789'.repeat(6)}`,
    79,
  ],
  ['an address too long for any line', `See https://example.org/${'0123456789'.repeat(12)}`, 102],
  ['a word of code in it', 'try `map`', 57],
  ['one emoji', '👍', 73],
  ['a block of code below a line', 'Look:\n```\na\nb\nc\n```', 156],
])('%s', (_, body, height, opensGroup = true) => {
  expect(estimateHeight(row(body, opensGroup), wide)).toBe(height);
});

test('what fits into a line goes by the width there is, also when that changes', () => {
  const long = row('word '.repeat(20));
  expect(estimateHeight(long, wide)).toBe(56);
  expect(estimateHeight(long, { ...wide, width: 360 })).toBe(56 + 2 * 23);
  expect(estimateHeight(long, wide)).toBe(56);
});
