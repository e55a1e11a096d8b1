import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRange } from './range';

test('whatever is asked for, a part lies within the object', () => {
  const number = fc.option(fc.nat(), { nil: '' });
  fc.assert(
    fc.property(number, number, fc.nat(), (first, last, size) => {
      const range = readRange(`bytes=${first}-${last}`, size);
      if (typeof range !== 'object') return true;
      return range.start >= 0 && range.start <= range.end && range.end < size;
    }),
  );
});

test('nothing is satisfiable of an empty object', () => {
  expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(readRange('bytes=-1', 0)).toBe('unsatisfiable');
  expect(readRange(undefined, 0)).toBeUndefined();
});
