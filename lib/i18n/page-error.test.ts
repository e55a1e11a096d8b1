import { expect, test } from 'vitest';
import errors from './en/errors.json';
import { pageError } from './page-error';

test('a refusal is told by code and reason, else by code alone', () => {
  expect(pageError('conflict.link_in_profile')).toBe('conflict.link_in_profile');
  expect(pageError('slow_down.provider')).toBe('slow_down.any');
  expect(pageError('not_found')).toBe('not_found.any');
});

test('what nobody of ours says is told as such', () => {
  for (const value of ['', 'OAuthCallback', '<b>', 'internal', 'toString.any', ['a', 'b']]) {
    expect(pageError(value)).toBe('unknown.any');
  }
  expect(pageError(undefined)).toBeNull();
});

test('a sentence with a gap is not told by an address', () => {
  expect(errors.not_allowed.setup_code_unset).toContain('{variable}');
  expect(pageError('not_allowed.setup_code_unset')).toBe('unknown.any');
});
