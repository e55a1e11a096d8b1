import { describe, expect, test } from 'vitest';
import { compareNames, countCharacters, isStorable, nameSchema, normalizeBody } from './text';

test('a character is a code point', () => {
  expect(countCharacters('a😀é')).toBe(3);
  expect(countCharacters('')).toBe(0);
});

describe('a body', () => {
  test.each([
    ['line ends become \\n', 'a\r\nb\rc', 'a\nb\nc'],
    ['outer blank lines go', '\n  \n\nhello\n\n  ', 'hello'],
    ['an indented first line stays indented', '\n    code', '    code'],
    ['blanks within stay as typed', 'a  b\n\n\nc', 'a  b\n\n\nc'],
    ['nothing is nothing', ' \n \t\n', ''],
  ])('%s', (_, typed, stored) => {
    expect(normalizeBody(typed)).toBe(stored);
    expect(normalizeBody(stored)).toBe(stored);
  });
});

test('NUL and lone surrogates cannot be stored; pairs and everything else can', () => {
  expect(isStorable('a\u0000b')).toBe(false);
  expect(isStorable('a\ud83d')).toBe(false);
  expect(isStorable('\ude00a')).toBe(false);
  expect(isStorable('a😀\u200f\u0001')).toBe(true);
});

describe('a name', () => {
  const name = nameSchema(10);

  test.each([
    ['outer and inner blanks are folded', '  Ada \u00a0 Lovelace ', 'Ada Lovelace'],
    ['composed', 'Zoe\u0308', 'Zoë'],
    ['right to left', 'طارق', 'طارق'],
    ['emoji', '🛟 crew', '🛟 crew'],
  ])('%s', (_, typed, stored) => {
    expect(nameSchema(12).parse(typed)).toBe(stored);
  });

  test.each([
    ['blank', ' \u3000 ', 'blank'],
    ['eleven characters', 'x'.repeat(11), 'too_long'],
    ['a line break', 'a\nb', 'forbidden_characters'],
    ['an override', 'a\u202eb', 'forbidden_characters'],
    ['zero width', 'a\u200bb', 'forbidden_characters'],
    ['a blank that looks like nothing', '\u3164', 'forbidden_characters'],
    ['NUL', 'a\u0000', 'forbidden_characters'],
  ])('%s is refused', (_, typed, reason) => {
    const [issue] = name.safeParse(typed).error?.issues ?? [];
    expect(issue).toMatchObject({ params: { reason } });
  });
});

test('names are ordered as people count, whatever their case', () => {
  const names = ['room 10', 'Room 2', 'älter', 'zebra', 'alpha'];
  expect(names.sort(compareNames)).toEqual(['alpha', 'älter', 'Room 2', 'room 10', 'zebra']);
});
