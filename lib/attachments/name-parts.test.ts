import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameParts } from './name-parts';

it('keeps the ending and what stands before it together', () => {
  expect(nameParts('minutes of the meeting (2).pdf')).toEqual(['minutes of the meeti', 'ng (2).pdf']);
  expect(nameParts('plan.pdf')).toEqual(['plan.pdf', '']);
});

it('tears no family apart', () => {
  const family = '👨‍👩‍👧';
  expect(nameParts(family.repeat(21))).toEqual([family.repeat(11), family.repeat(10)]);
});

it('loses nothing of any name', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => nameParts(name).join('') === name));
});
