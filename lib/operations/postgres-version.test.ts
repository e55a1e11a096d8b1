import { expect, test } from 'vitest';
import { requirePostgres } from './postgres-version';

test('a Postgres that is too old is named', () => {
  expect(() => requirePostgres(140_013)).toThrow('This database is Postgres 14; Parlance needs 15 or newer.');
  expect(requirePostgres(150_000)).toBeUndefined();
  expect(requirePostgres(180_001)).toBeUndefined();
});
