import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { connectDirectly } from './direct';

/** Any constant will do; it only has to be the same in every process that migrates this database. */
const MIGRATION_LOCK = 7_275_264;

/**
 * Brings the database at `url` to this release's schema; safe to run from several processes at once.
 * The URL must be a direct one: a pooler in transaction mode has no session locks.
 */
export async function migrate(url: string, folder: string): Promise<void> {
  const client = await connectDirectly(url);
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
