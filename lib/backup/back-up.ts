import 'server-only';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { SCHEMA_LOCK } from '@/db/migrate';
import { attachmentOf } from '@/lib/attachments/object-keys';
import { findAccessFault } from '@/lib/storage/check';
import type { Transfer } from '@/lib/storage/transfer';
import { copyObjects } from './copy-objects';
import { copyTables } from './copy-tables';
import { inNewFolder } from './folder';
import { formatManifest, type Manifest } from './manifest';
import { listNamedObjects, type NamedObject, stillNamed } from './objects';
import { writePart } from './part';
import { withSession } from './session';
import { readSequences } from './tables';

/** The snapshot's list of objects, until they are copied. */
const NAMED = 'named';

export type BackupTask = {
  /** A direct address: the snapshot is a transaction that may last. */
  url: string;
  store: Transfer;
  /** New or empty. */
  directory: string;
  signal: AbortSignal;
  /** For each object that is copied. */
  onFile: () => void;
  onStep: (step: 'waiting' | 'rows' | 'files') => void | Promise<void>;
};

type Snapshot = Omit<Manifest, 'format' | 'release' | 'objects'>;

/** What became a backup; and of the objects that were not in the store, how many rows still name. */
export type Backup = Snapshot & Pick<Manifest, 'objects'> & { lost: number };

/**
 * Copies the database as it is at one instant, then every object that its rows name, into a folder, while people go on
 * writing. Objects never change, so the snapshot is given up before they are copied: only what the clean-up takes away
 * in between is missed, and counted. Throws a sentence when something is in the way; nothing is left then.
 */
export async function backUp(task: BackupTask): Promise<Backup> {
  const fault = await findAccessFault(task.store, task.store.endpoint);
  if (fault) throw new Error(fault);
  return inNewFolder(task.directory, async () => {
    const snapshot = await withSession(task, (client) => copyDatabase(client, task));
    await task.onStep('rows');
    const { absent, ...objects } = await copyObjects(readNamed(task.directory), task);
    await rm(join(task.directory, NAMED));
    const lost = absent.length === 0 ? 0 : await countLost(task, absent);
    await task.onStep('files');
    const manifest = formatManifest({ ...snapshot, objects });
    return { manifest, result: { ...snapshot, objects, lost } };
  });
}

/** All in one snapshot, and one schema: a migration waits for its end, or everybody would wait behind the migration. */
async function copyDatabase(client: pg.Client, task: BackupTask): Promise<Snapshot> {
  const { directory, signal } = task;
  await shareSchema(client, () => task.onStep('waiting'));
  await client.query('begin isolation level repeatable read read only');
  const facts = await readFacts(client);
  await mkdir(join(directory, 'tables'), { mode: 0o700 });
  const tables = await copyTables(client, directory, signal);
  const lines = async function* () {
    for await (const { key, type } of listNamedObjects(client)) yield `${key} ${type}\n`;
  };
  await writePart(join(directory, NAMED), [Readable.from(lines())], signal);
  const sequences = await readSequences(client);
  await client.query('commit');
  return { ...facts, tables, sequences };
}

async function shareSchema(client: pg.Client, onWait: () => void | Promise<void>): Promise<void> {
  const { rows } = await client.query<{ shared: boolean }>(
    'select pg_try_advisory_lock_shared($1) as shared',
    [SCHEMA_LOCK],
  );
  if (rows[0]?.shared) return;
  await onWait();
  await client.query('select pg_advisory_lock_shared($1)', [SCHEMA_LOCK]);
}

async function readFacts(client: pg.Client): Promise<Pick<Snapshot, 'migration' | 'takenAt' | 'epoch'>> {
  const { rows: known } = await client.query<{ ours: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null and to_regclass('public.meta') is not null as ours`,
  );
  if (!known[0]?.ours)
    throw new Error('There is nothing to back up: no Parlance has used this database yet.');
  const { rows } = await client.query<{ migration: number; taken_at: Date; epoch: string }>(
    `select (select max(created_at) from drizzle.__drizzle_migrations) as migration, now() as taken_at, epoch from meta`,
  );
  const [facts] = rows;
  if (!facts) throw new Error('The database has lost what it knows of itself: its table meta is empty.');
  return { migration: facts.migration, takenAt: facts.taken_at.toISOString(), epoch: facts.epoch };
}

async function* readNamed(directory: string): AsyncGenerator<NamedObject> {
  const lines = createInterface({ input: createReadStream(join(directory, NAMED)) });
  for await (const line of lines) {
    const [key = '', type = ''] = line.split(' ');
    yield { key, type };
  }
}

/** What the clean-up took away meanwhile is no loss: nobody could have read it any more. */
async function countLost(task: BackupTask, keys: readonly string[]): Promise<number> {
  const named = await withSession(task, (client) =>
    stillNamed(
      client,
      keys.flatMap((key) => attachmentOf(key) ?? []),
    ),
  );
  const ids = new Set(named);
  return keys.filter((key) => ids.has(attachmentOf(key) ?? '')).length;
}
