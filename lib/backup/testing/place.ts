import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import type { Place } from '@/lib/storage/client';
import { embeddedStore } from '@/lib/storage/testing/store';
import { openTransfer, type Transfer } from '@/lib/storage/transfer';
import { backUp } from '../back-up';
import { restore } from '../restore';
import { listTables } from '../tables';

/** A database and a store that hold nothing, not even tables. */
export type TestPlace = { url: string; store: Transfer };
type EmptyPlace = TestPlace & { place: Place };

export const migrations = fileURLToPath(new URL('../../../drizzle', import.meta.url));

/** A new place; gone after the test file. */
export async function emptyPlace(): Promise<EmptyPlace> {
  const { url: server } = inject('testServer');
  const name = `parlance_place_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name}`);
  afterAll(() => ask(server, `drop database ${name} with (force)`));
  const { store, settings } = await embeddedStore();
  const { region, ...keys } = settings.keys;
  const endpoint = `http://127.0.0.1:${store.port}`;
  const place = { endpoint, bucket: settings.bucket, region, pathStyle: true, keys };
  const at = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return { url: at, store: openTransfer(place), place };
}

/** A name for a folder that is not there yet; gone after the test file. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'parlance-backup-'));
  afterAll(() => rmSync(parent, { recursive: true }));
  return join(parent, 'backup');
}

export async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table that a backup keeps, as text, by the table's name. */
export async function readRows(url: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = new Map<string, string[]>();
  for (const { name } of await listTables(client)) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`);
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  await client.end();
  return found;
}

type Asked = Partial<Pick<Parameters<typeof backUp>[0], 'onStep' | 'signal'>>;
const idle = { signal: new AbortController().signal, onStep: () => undefined, onFile: () => undefined };

/** What `npm run backup` does. */
export function backUpTo(directory: string, place: TestPlace, asked: Asked = {}) {
  return backUp({ ...place, directory, ...idle, ...asked });
}

/** What `npm run restore` does. */
export function restoreFrom(
  directory: string,
  place: TestPlace,
  asked: Partial<Pick<Parameters<typeof restore>[0], 'onStep' | 'signal'>> = {},
) {
  return restore({ ...place, directory, migrations, ...idle, ...asked });
}
