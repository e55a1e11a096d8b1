import { expect, test } from 'vitest';
import { isKey } from './keys';

test('keys are plain', () => {
  for (const key of ['a', 'files/0193', 'a/b-c_d.e', '0/1/2/3/4/5/6/7', 'a'.repeat(128)])
    expect(isKey(key)).toBe(true);
});

test('nothing that could mean another place, or two, is a key', () => {
  const wrong = [
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/..',
    '../a',
    'a/./b',
    '.a',
    '-a',
    'A',
    'ä',
    'a b',
  ];
  const odd = ['a%2e', 'a\\b', 'a~', 'a:b', 'a\n', 'a\0', 'a?b', 'a#b', 'a'.repeat(129), '0/1/2/3/4/5/6/7/8'];
  for (const key of [...wrong, ...odd]) expect(isKey(key), key).toBe(false);
});
