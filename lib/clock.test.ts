import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso } from './clock';

/** As Postgres writes an instant in this zone, by its microseconds. */
const texts = [
  '2026-11-21 09:25:16.123456+00',
  '2026-11-21T09:25:16.123456+00:00',
  '2026-11-21 10:55:16.123456+01:30',
];

test.each(texts)('%s is one instant, whatever form it comes in', (text) => {
  expect(toIso(text)).toBe('2026-11-21T09:25:16.123Z');
});

test.each([
  ['2026-11-21 09:25:16+00', '2026-11-21T09:25:16.000Z'],
  ['2026-11-21 09:25:16.1+00', '2026-11-21T09:25:16.100Z'],
  ['2026-11-21 09:25:16.9999+00', '2026-11-21T09:25:16.999Z'],
])('digits that are left out are zeros, and none is rounded: %s', (text, iso) => {
  expect(toIso(text)).toBe(iso);
});

test('text and Date say the same of every instant', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), (date) => {
      const text = date.toISOString().replace('T', ' ').replace('Z', '000+00');
      expect(toIso(text)).toBe(toIso(date));
    }),
  );
});
