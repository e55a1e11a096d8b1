import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { closePool, db } from '@/db/client';
import { addressOf } from '../../bin/postgres/server.mjs';
import { storeOf } from '../../bin/store/server.mjs';
import { type App, startApp } from './app';

/**
 * One app for all workers: the one at BASE_URL, or one of our own with temporary data. Workers find it by the
 * environment, which they inherit.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const app = process.env['BASE_URL'] ? undefined : await startApp();
  const found = app ?? findRunning();
  Object.assign(process.env, {
    BASE_URL: process.env['BASE_URL'] ?? app?.baseUrl,
    DATABASE_URL: found.databaseUrl,
    AUTH_SECRET: found.authSecret,
    ...found.storeEnvironment,
  });
  // A place that somebody has founded; what a first run looks like is a journey of its own.
  await db().execute(sql`insert into settings (name) values ('Tests') on conflict do nothing`);
  await closePool();
  return async () => app?.stop();
}

/** Of a running app only the address is known; its database and key are named too, or those `npm start` keeps. */
function findRunning(): Pick<App, 'databaseUrl' | 'authSecret' | 'storeEnvironment'> {
  const home = process.env['DATA_DIR'] ?? '.data';
  const databaseUrl = process.env['DATABASE_URL'] ?? addressOf(home);
  if (!databaseUrl) throw new Error('With BASE_URL, DATABASE_URL and AUTH_SECRET must be those of that app.');
  const authSecret = process.env['AUTH_SECRET'] ?? readFileSync(join(home, 'auth-secret'), 'utf8').trim();
  const storeEnvironment = process.env['S3_ENDPOINT']
    ? {}
    : storeOf(home, process.env['BIND'] ?? '127.0.0.1');
  return { databaseUrl, authSecret, storeEnvironment: storeEnvironment ?? {} };
}
