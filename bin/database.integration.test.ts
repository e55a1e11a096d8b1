import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import journal from '@/drizzle/meta/_journal.json';
import { inspect, migrate, release } from './database';

const { url } = testDatabase();
const folder = fileURLToPath(new URL('../drizzle', import.meta.url));
const all = journal.entries.length;

async function ask(at: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** An empty database beside the test's own. */
async function emptyDatabase(): Promise<string> {
  const { url: server } = inject('testServer');
  const name = `parlance_test_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name}`);
  onTestFinished(() => ask(server, `drop database ${name} with (force)`));
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

test('an empty database is brought to this release, by two at once, and once only', async () => {
  const empty = await emptyDatabase();
  expect(await inspect(empty)).toEqual({ applied: 0, pending: all });
  await Promise.all([migrate(empty, folder), migrate(empty, folder)]);
  expect(await inspect(empty)).toEqual({ applied: all, pending: 0 });
});

test('a database that a later release made unreadable for us is named, and nothing is changed', async () => {
  const newest =
    'delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)';
  await ask(url, `update meta set min_release = '999.0.0'; ${newest}`);
  const sentence = `This database needs Parlance 999.0.0 or newer; this is ${release}. Nothing was changed.`;
  await expect(inspect(url)).rejects.toThrow(sentence);
  await expect(migrate(url, folder)).rejects.toThrow(sentence);
  await ask(url, `update meta set min_release = '${release}'`);
  expect(await inspect(url)).toEqual({ applied: all - 1, pending: 1 });
});

test('a Postgres that is too old is named before anything is asked of it', async () => {
  const old = await emptyDatabase();
  // It says so of itself as an old one would; there is none to be had here.
  await ask(
    old,
    `create schema old; create function old.current_setting(text) returns text language sql return '140013';
     alter database ${new URL(old).pathname.slice(1)} set search_path = old, pg_catalog`,
  );
  await expect(migrate(old, folder)).rejects.toThrow(
    'This database is Postgres 14; Parlance needs 15 or newer.',
  );
});
