import 'server-only';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type CopiedTable, tableFile } from './manifest';
import { writePart } from './part';
import { listTables, type Table } from './tables';

/** Half the time of gzip's own choice, for a tenth more bytes. */
const LEVEL = 3;

/** Copies every table, as the transaction that `client` is in sees it, to a file each below `directory`. */
export async function copyTables(
  client: pg.Client,
  directory: string,
  signal: AbortSignal,
): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of await listTables(client))
    copied.push(await copyTable(client, { table, file: join(directory, tableFile(table.name)), signal }));
  return copied;
}

type Task = { table: Table; file: string; signal: AbortSignal };

async function copyTable(client: pg.Client, { table, file, signal }: Task): Promise<CopiedTable> {
  const rows = client.query(copyTo(`copy ${listed(table)} to stdout`));
  const part = await writePart(file, [rows, createGzip({ level: LEVEL })], signal);
  // How many there were is said behind the last of them, and certainly before the next statement's answer.
  await client.query('select');
  return { ...table, rows: rows.rowCount, ...part };
}

/** `table (column, …)`, for COPY in either direction. */
export function listed({ name, columns }: Table): string {
  return `${pg.escapeIdentifier(name)} (${columns.map(pg.escapeIdentifier).join(', ')})`;
}
