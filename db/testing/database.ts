import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closePool } from '@/db/client';

export type TestDatabase = { url: string };

/**
 * A database of this test file's own: migrated, empty, dropped afterwards. Call it once at the top of the file; from
 * then on the environment says what the app needs, so `db()` and `env()` work from the first hook on.
 */
export function testDatabase(): TestDatabase {
  const { url: server, template, way } = inject('testServer');
  const name = `parlance_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pooled = way.pooler === undefined ? url.href : pooledAddress(url, way.pooler);
  Object.assign(process.env, {
    DATABASE_URL: pooled,
    DATABASE_URL_UNPOOLED: url.href,
    ...(way.proxy !== undefined && { DATABASE_DRIVER: 'neon', NEON_PROXY: way.proxy }),
    AUTH_SECRET: 'a secret for tests, at least 32 characters',
    SETUP_CODE: 'a-setup-code',
    PORT: '3000',
    PUBLIC_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
  });
  beforeAll(() => onServer(server, (client) => clone(client, template, name)));
  afterAll(async () => {
    await closePool();
    await onServer(server, (client) => drop(client, name));
  });
  return { url: url.href };
}

function pooledAddress(url: URL, port: number): string {
  const pooled = new URL(url);
  pooled.port = String(port);
  return pooled.href;
}

/** A clone has everything but what is set on the role in the database: the time-outs. */
async function clone(client: pg.Client, template: string, name: string): Promise<void> {
  await client.query(`create database ${name} template ${template}`);
  const { rows } = await client.query<{ setting: string }>(
    `select unnest(setconfig) as setting from pg_db_role_setting s
      join pg_database d on d.oid = s.setdatabase where d.datname = $1`,
    [template],
  );
  for (const { setting } of rows) {
    const [variable, value] = setting.split('=');
    await client.query(`alter role current_user in database ${name} set ${variable} = '${value}'`);
  }
}

/** Forced, it would be refused whenever one of Postgres' own processes is at work in it; plain, it sends those away. */
async function drop(client: pg.Client, name: string): Promise<void> {
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = current_user',
    [name],
  );
  await client.query(`drop database ${name}`);
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
