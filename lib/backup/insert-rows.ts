import 'server-only';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { whileBare } from './bare-tables';
import { listed } from './copy-tables';
import { requireNoRows } from './empty-place';
import { type CopiedTable, type Manifest, tableFile } from './manifest';

type Task = { directory: string; manifest: Manifest; signal: AbortSignal };

/**
 * Inserts the rows of a backup in one transaction, counts them, and begins another epoch: whoever held something of
 * the history before drops it. Until the commit the database is as empty as it was.
 */
export async function insertRows(client: pg.Client, { directory, manifest, signal }: Task): Promise<void> {
  const { tables, sequences, release, takenAt } = manifest;
  await client.query('begin');
  const names = tables.map(({ name }) => pg.escapeIdentifier(name));
  await client.query(`lock table ${names.join(', ')} in exclusive mode`);
  await requireNoRows(client);
  await client.query('delete from meta');
  await whileBare(
    client,
    tables.map(({ name }) => name),
    async () => {
      for (const table of tables) await insertTable(client, table, { directory, signal });
    },
  );
  for (const { name, next } of sequences) await client.query('select setval($1, $2, false)', [name, next]);
  await client.query('update meta set epoch = gen_random_uuid()');
  // By hand, because the table is as it was at the backup's release.
  await client.query(`insert into audit_log (action, details) values ('backup.restore', $1)`, [
    { release, takenAt },
  ]);
  await client.query('commit');
  await client.query(`analyze ${names.join(', ')}`);
}

async function insertTable(
  client: pg.Client,
  table: CopiedTable,
  { directory, signal }: Omit<Task, 'manifest'>,
): Promise<void> {
  const file = createReadStream(join(directory, tableFile(table.name)));
  const rows = client.query(copyFrom(`copy ${listed(table)} from stdin`));
  await pipeline([file, createGunzip(), rows], { signal });
  const { rows: counted } = await client.query<{ count: number }>(
    `select count(*) as count from ${pg.escapeIdentifier(table.name)}`,
  );
  if (counted[0]?.count === table.rows) return;
  throw new Error(
    `Of ${table.name} ${counted[0]?.count} rows arrived instead of ${table.rows}. Nothing was changed in the database.`,
  );
}
