import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BODY_MAX } from '@/lib/messages/contract';
import { countCharacters } from '@/lib/text';
import { splitText } from './split-text';

test('what fits stays as it is, whatever its characters weigh', () => {
  expect(splitText('x'.repeat(BODY_MAX))).toHaveLength(1);
  expect(splitText('👍'.repeat(BODY_MAX))).toEqual(['👍'.repeat(BODY_MAX)]);
});

test('pieces fit, and together hold every letter', () => {
  const unit = fc.constantFrom(
    'a',
    'é',
    '👍',
    ' ',
    '\n',
    'word '.repeat(50),
    'line\n'.repeat(400),
    'x'.repeat(3_000),
  );
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 60 }), (text) => {
      const pieces = splitText(text);
      for (const piece of pieces) expect(countCharacters(piece)).toBeLessThanOrEqual(BODY_MAX);
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('cuts after a line, else between words, else between characters', () => {
  const lines = `${'a'.repeat(5_000)}\n${'b '.repeat(2_500)}`;
  expect(splitText(lines).map((piece) => piece.length)).toEqual([5_000, 4_999]);
  const words = `${'a'.repeat(7_000)} ${'b'.repeat(2_000)}`;
  expect(splitText(words).map((piece) => piece.length)).toEqual([7_000, 2_000]);
  expect(splitText('👍'.repeat(BODY_MAX + 1)).map(countCharacters)).toEqual([BODY_MAX, 1]);
});
