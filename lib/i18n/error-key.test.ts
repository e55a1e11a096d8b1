import { describe, expect, test } from 'vitest';
import { statusOf } from '@/lib/errors';
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
