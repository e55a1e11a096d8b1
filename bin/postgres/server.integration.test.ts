import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from './server.mjs';

let home = '';
let server: PostgresServer;

// Making a cluster takes longer than all that is done to it here.
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'parlance-postgres-'));
  server = await startPostgres(home);
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('the app’s role owns its database, is no superuser and is reached on this machine only', async () => {
  const [row] = await ask(`
    select rolsuper, rolcreatedb, pg_encoding_to_char(encoding) as encoding, lower('ÄΣ') as lower, current_setting('listen_addresses') as listens
      from pg_roles, pg_database where rolname = current_user and datname = current_database() and datdba = pg_roles.oid`);
  expect(row).toEqual({
    rolsuper: false,
    rolcreatedb: false,
    encoding: 'UTF8',
    lower: 'äσ',
    listens: '127.0.0.1',
  });
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  const client = new pg.Client({ connectionString: wrong.href });
  await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
});

test('what was committed survives kill -9, at the same address', async () => {
  await ask('create table kept as select 42 as answer');
  const { url } = server;
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  server = await startPostgres(home);
  expect(server.url).toBe(url);
  expect(await ask('select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a server that a killed launcher left running is ended first', async () => {
  const left = server;
  server = await startPostgres(home);
  await left.exited;
  expect(server.pid).not.toBe(left.pid);
  expect(await ask('select 1 as up')).toEqual([{ up: 1 }]);
});

test('a stale pid file that names a stranger blocks nothing, and the stranger lives', async () => {
  // Postgres forgives a file that names its own parent or another user's process; this is neither.
  const { uid } = statSync(server.directory);
  const stranger = spawn('sleep', ['60'], { uid, cwd: '/' });
  const file = join(server.directory, 'postmaster.pid');
  const stale = readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid));
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  writeFileSync(file, stale);
  server = await startPostgres(home);
  expect(await ask('select 1 as up')).toEqual([{ up: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
});
