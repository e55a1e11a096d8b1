import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { explain } from './explain';

const coded = (message: string, code: string, more = {}) =>
  Object.assign(new Error(message), { code, ...more });

test.each([
  ['a full disk', coded('no space left', 'ENOSPC', { path: '/b' }), 'The disk is full. Make room'],
  ['a full database', coded('could not extend file', '53100'), 'The database has no space left. Make room'],
  ['another role', coded('permission denied for table users', '42501'), 'Use the role that owns its tables.'],
  ['an end by the server', coded('terminating connection', '57P01'), 'The database went away (terminating'],
  [
    'an end of the network',
    coded('read ECONNRESET', 'ECONNRESET'),
    'The database went away (read ECONNRESET)',
  ],
  [
    'a rule of the schema',
    coded('null value in column', '23502'),
    'The database refuses: null value in column.',
  ],
  [
    'a store that is away',
    new AppError('try_again', 'The store is away.'),
    'The store is away. Do the same again',
  ],
  [
    'a folder of others',
    coded('EACCES: permission denied, mkdir', 'EACCES', { path: '/b' }),
    'EACCES: permission',
  ],
])('%s is told, with what to do and what has become of the work', (_, error, sentence) => {
  const told = explain(error, 'Nothing was kept.');
  expect(told).toContain(sentence);
  expect(told).toContain(' Nothing was kept.');
});

test('a sentence of ours is not explained again', () => {
  const sentence = 'The database at db:5432 does not answer: ECONNREFUSED';
  const error = new Error(sentence, { cause: coded('connect ECONNREFUSED', 'ECONNREFUSED') });
  expect(explain(error, 'Nothing was kept.')).toBe(sentence);
  expect(explain(new Error('The backup is damaged.'), 'Nothing was kept.')).toBe('The backup is damaged.');
});
