import { expect, test } from 'vitest';
import { groundOf, initialsOf } from './initials';

test.each([
  ['Ada Lovelace', 'AL'],
  ['grace', 'G'],
  ['Jean Luc  Picard', 'JP'],
  ['  ', '?'],
  ['李 小龙', '李小'],
  ['ʻAlohi', 'ʻ'],
  ['(Bob) Smith', 'BS'],
  ['👩‍🚀 Ride', '👩‍🚀R'],
])('%s becomes %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a ground is stable and one of eight', () => {
  const grounds = Array.from({ length: 200 }, () => crypto.randomUUID()).map((id) => [
    groundOf(id),
    groundOf(id),
  ]);
  for (const [first, second] of grounds) expect(first).toBe(second);
  expect(new Set(grounds.map(([ground]) => ground)).size).toBe(8);
});
