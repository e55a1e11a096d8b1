import 'server-only';
import type pg from 'pg';
import { migrateUpTo, migrateWith, SCHEMA_LOCK } from '@/db/migrate';
import { findAccessFault } from '@/lib/storage/check';
import type { Transfer } from '@/lib/storage/transfer';
import { checkParts } from './check-parts';
import { requireEmptyDatabase, requireEmptyStore, requireNobodyElse } from './empty-place';
import { insertRows } from './insert-rows';
import { type Manifest, readManifest } from './manifest';
import { markOf, putObjects } from './put-objects';
import { withSession } from './session';

export type RestoreTask = {
  /** A direct address. */
  url: string;
  store: Transfer;
  directory: string;
  /** The folder of this release's migrations. */
  migrations: string;
  signal: AbortSignal;
  /** For each object that is put into the store. */
  onFile: () => void;
  onStep: (step: 'checked' | 'files' | 'rows') => void | Promise<void>;
};

/**
 * Restores a backup into an empty place: every byte of it is checked before anything is written; then the objects,
 * which nobody sees without rows; then, in one transaction, the rows, in the schema they were taken from; then what
 * this release migrates. Interrupted anywhere, the same again goes on. Throws a sentence when something is in the way.
 */
export async function restore(task: RestoreTask): Promise<Manifest> {
  const { store, directory, migrations, signal, onStep } = task;
  const manifest = readManifest(directory);
  const mark = markOf(manifest);
  await withSession(task, async (client) => {
    await requireSchema(client);
    await requireEmptyPlace(client, store, manifest);
    await checkParts(directory, manifest, signal);
    await onStep('checked');
    await putObjects(mark, task);
    await onStep('files');
    await migrateUpTo(client, migrations, manifest.migration);
    await insertRows(client, { directory, manifest, signal });
    await onStep('rows');
    await store.remove(mark);
    await migrateWith(client, migrations);
  });
  return manifest;
}

async function requireSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [
    SCHEMA_LOCK,
  ]);
  if (rows[0]?.ours) return;
  throw new Error(
    'The database is being migrated, backed up or restored just now. Restore when that has ended.',
  );
}

async function requireEmptyPlace(client: pg.Client, store: Transfer, manifest: Manifest): Promise<void> {
  await requireNobodyElse(client);
  await requireEmptyDatabase(client, manifest.migration);
  const fault = await findAccessFault(store, store.endpoint);
  if (fault) throw new Error(fault);
  await requireEmptyStore(store, markOf(manifest));
}
