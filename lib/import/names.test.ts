import { expect, test } from 'vitest';
import { roomName } from '@/lib/rooms/contract';
import { personName } from '@/lib/users/contract';
import { fitName, imported, shorten } from './names';

test.each([
  ['  Ada\tLovelace ', 'Ada Lovelace'],
  ['A\u202eda\u200b', 'Ada'],
  ['\u0000\u3164', ''],
  ['Zoe\u0308', 'Zoë'],
])('%j becomes %j', (given, kept) => {
  expect(fitName(given)).toBe(kept);
});

test('whatever it was, it keeps the rules of names here', () => {
  for (const odd of [
    '\u00a0x\u2028y',
    'n'.repeat(500),
    '👩‍👩‍👧‍👦'.repeat(40),
    '[Coke]',
    'a\u034fb',
    '#general',
  ])
    for (const attempt of [0, 11]) {
      const name = fitName(odd);
      expect(roomName.safeParse(shorten(name, 60)).success, odd).toBe(true);
      expect(personName.safeParse(imported(name, 80, attempt)).success, odd).toBe(true);
    }
});

test('names that are taken say what they are', () => {
  expect(imported('general', 60)).toBe('general (imported)');
  expect(imported('general', 60, 1)).toBe('general (imported 2)');
  expect(imported('n'.repeat(60), 60)).toBe(`${'n'.repeat(48)}… (imported)`);
});
