import { expect, test } from 'vitest';
import { avatarColor } from '@/lib/users/contract';
import { groundOf, groundOfId, initialsOf } from './initials';

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

test('a ground is stable', () => {
  const id = crypto.randomUUID();
  expect(groundOf(id, null)).toBe(groundOf(id, null));
});

test('the colour somebody chose counts, one that nobody here knows does not', () => {
  const id = crypto.randomUUID();
  for (const color of avatarColor.options) expect(groundOf(id, color)).toBe(color);
  expect(groundOf(id, 'ultraviolet')).toBe(groundOf(id, null));
});

// Fixed ids, so that the figures are the same every time; one in sixteen is 6.25 %.
test.each([
  ['ids that count up', (n: number) => `01932f6e-0000-7000-8000-${n.toString(16).padStart(12, '0')}`],
  [
    'ids of one moment after the other',
    (n: number) => `${(0x1932f6e0000 + n).toString(16)}-7000-8000-a1b2c3d4e5f6`,
  ],
  [
    'ids that differ in their middle',
    (n: number) => `01932f6e-${n.toString(16).padStart(4, '0')}-7000-8000-a1b2c3d4e5f6`,
  ],
])('%s are spread evenly over the grounds, neighbours too', (_, idOf) => {
  const grounds = Array.from({ length: 4_096 }, (__, n) => groundOfId(idOf(n)));
  for (const ground of avatarColor.options) {
    const share = grounds.filter((other) => other === ground).length / grounds.length;
    expect(share).toBeGreaterThan(0.045);
    expect(share).toBeLessThan(0.08);
  }
  const twins = grounds.filter((ground, n) => ground === grounds[n + 1]).length / grounds.length;
  expect(twins).toBeLessThan(0.08);
});
