import 'server-only';
import type pg from 'pg';
import { KEY_PREFIX } from '@/lib/attachments/object-keys';
import { requirePostgres } from '@/lib/operations/postgres-version';
import type { Transfer } from '@/lib/storage/transfer';
import { listTables } from './tables';

/** What migrations fill themselves. */
const SEEDED = ['meta'];

/** Throws a sentence while others work with the database: an app would see its schema change under its hands. */
export async function requireNobodyElse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ others: number }>(
    `select count(*) as others from pg_stat_activity where datname = current_database() and usename = current_user
       and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  const others = rows[0]?.others ?? 0;
  if (others === 0) return;
  throw new Error(
    `The database is in use (connections of others: ${others}). Stop Parlance everywhere, then restore; what a pooler keeps open goes after some minutes, or with the pooler.`,
  );
}

/**
 * Throws a sentence unless the rows of a backup, taken after the migration of this `when`, can begin here: in a
 * database that is new, or one that was migrated so far and has no rows.
 */
export async function requireEmptyDatabase(client: pg.Client, when: number): Promise<void> {
  const { rows } = await client.query<{ version: number; migrated: boolean }>(
    `select current_setting('server_version_num')::int as version,
       to_regclass('drizzle.__drizzle_migrations') is not null as migrated`,
  );
  requirePostgres(rows[0]?.version ?? 0);
  if (!rows[0]?.migrated) return requireNoTables(client);
  const { rows: newest } = await client.query<{ newest: number | null }>(
    'select max(created_at) as newest from drizzle.__drizzle_migrations',
  );
  if ((newest[0]?.newest ?? 0) > when)
    throw new Error(
      `The database was migrated further than the backup, so it cannot take it. Nothing was changed. ${elsewhere}`,
    );
  await requireNoRows(client);
}

const elsewhere =
  'Restore into a new database, or at home, where Parlance keeps its own, with another DATA_DIR.';

async function requireNoTables(client: pg.Client): Promise<void> {
  const [table] = await listTables(client);
  if (table) throw new Error(`The database has tables of something else (${table.name}). ${elsewhere}`);
}

export async function requireNoRows(client: pg.Client): Promise<void> {
  for (const { name } of await listTables(client)) {
    if (SEEDED.includes(name)) continue;
    const { rows } = await client.query(`select from "${name}" limit 1`);
    if (rows.length > 0)
      throw new Error(`The database is not empty: ${name} has rows. Nothing was changed. ${elsewhere}`);
  }
}

/** Throws a sentence when there are files in the store, unless `mark` says that this restore put them there. */
export async function requireEmptyStore(store: Transfer, mark: string): Promise<void> {
  const [file] = await store.list(KEY_PREFIX);
  if (!file || (await store.list(mark)).length > 0) return;
  throw new Error(
    `The store at ${store.endpoint} is not empty: it has files already. Nothing was changed. Restore with a new bucket (S3_BUCKET), or at home with another DATA_DIR.`,
  );
}
