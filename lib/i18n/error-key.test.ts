import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { statusOf } from '@/lib/errors';
import errors from './en/errors.json';
import { errorSentence, fieldSentence, waitSentence } from './error-key';

describe('errorSentence', () => {
  test.each(Object.keys(statusOf))('has a sentence for %s', (code) => {
    expect(errorSentence({ code }).key).toBe(`${code}.any`);
  });

  test('prefers the reason, and passes its params on', () => {
    const params = { reason: 'cross_site', who: 'Ada' };
    expect(errorSentence({ code: 'not_allowed', params })).toEqual({
      key: 'not_allowed.cross_site',
      values: params,
    });
  });

  test('falls back to the code for a reason it has never heard of', () => {
    expect(errorSentence({ code: 'conflict', params: { reason: 'moon_phase' } }).key).toBe('conflict.any');
  });

  test.each(['teapot', 'wait', 'toString', '__proto__'])('knows no code %s', (code) => {
    expect(errorSentence({ code }).key).toBe('unknown.any');
  });

  test('names the request id of a failure on our side', () => {
    expect(errorSentence({ code: 'internal', requestId: 'r1' })).toEqual({
      key: 'internal.reference',
      values: { requestId: 'r1' },
    });
  });
});

describe('fieldSentence', () => {
  test('prefers the sentence of the field', () => {
    expect(fieldSentence('email', { reason: 'invalid' }).key).toBe('fields.email.invalid');
    expect(fieldSentence('name', { reason: 'invalid' }).key).toBe('fields.any.invalid');
  });

  test('carries the limit', () => {
    expect(fieldSentence('password', { reason: 'too_short', limit: 10 })).toEqual({
      key: 'fields.any.too_short',
      values: { limit: 10 },
    });
  });

  test('an unknown reason is still an error', () => {
    expect(fieldSentence('name', { reason: 'purple' }).key).toBe('fields.any.invalid');
  });
});

test.each([
  [0, 'wait.seconds', 1],
  [0.4, 'wait.seconds', 1],
  [119, 'wait.seconds', 119],
  [120, 'wait.minutes', 2],
  [121, 'wait.minutes', 3],
])('%d seconds are told as %s %d', (seconds, key, count) => {
  expect(waitSentence(seconds)).toEqual({ key, values: { count } });
});

describe('every reason the server gives', () => {
  const sources = ['lib', 'app/api'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
      .map((path) => readFileSync(`${folder}/${path}`, 'utf8')),
  );
  const reasons = new Set(
    sources.flatMap((source) => [...source.matchAll(/\breason: '(\w+)'/g)].map(([, reason]) => reason ?? '')),
  );
  const tables: object[] = [...Object.values(errors), ...Object.values(errors.fields)];

  test('is looked for in the right places', () => {
    expect(reasons).toContain('wrong_credentials');
    expect(reasons).toContain('room_name_taken');
  });

  test.each([...reasons])('%s has a sentence', (reason) => {
    expect(tables.some((table) => reason in table)).toBe(true);
  });
});
