import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import settings from '../../vercel.json';
import { mayMigrate } from './may-migrate.mjs';

test.each([
  [{ VERCEL_ENV: 'production' }, true],
  [{ VERCEL_ENV: 'preview' }, false],
  [{ VERCEL_ENV: 'preview', PREVIEW_MIGRATE: '1' }, true],
  [{ VERCEL_ENV: 'preview', PREVIEW_MIGRATE: '0' }, false],
  [{ VERCEL_ENV: 'development', PREVIEW_MIGRATE: '1' }, false],
  [{}, false],
])('%j migrates: %s', (env, migrates) => {
  expect(mayMigrate(env)).toBe(migrates);
});

test('functions that Vercel is told of are there', () => {
  for (const path of Object.keys(settings.functions)) expect(existsSync(path)).toBe(true);
});

/** Hobby refuses to import a project whose crons run more often than once a day. */
const daily = /^\d+ \d+ \S+ \S+ \S+$/;

test('crons are daily and lead to routes', () => {
  expect(settings.crons.length).toBeGreaterThan(0);
  for (const { path, schedule } of settings.crons) {
    expect(schedule).toMatch(daily);
    expect(existsSync(`app${path}/route.ts`)).toBe(true);
  }
});
