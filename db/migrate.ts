import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { connectDirectly } from './direct';

/**
 * Held by whoever changes the schema, and, shared, by whoever needs it to stay as it is. Any constant will do; it only
 * has to be the same in every process that works with this database.
 */
export const SCHEMA_LOCK = 7_275_264;

/**
 * Brings the database at `url` to this release's schema; safe to run from several processes at once.
 * The URL must be a direct one: a pooler in transaction mode has no session locks.
 */
export async function migrate(url: string, folder: string): Promise<void> {
  const client = await connectDirectly(url);
  try {
    await client.query('select pg_advisory_lock($1)', [SCHEMA_LOCK]);
    await migrateWith(client, folder);
  } finally {
    await client.end();
  }
}

/** The same on a session that holds the lock. */
export async function migrateWith(client: pg.Client, folder: string): Promise<void> {
  await applyMigrations(drizzle(client), { migrationsFolder: folder });
}

/**
 * The same up to the migration of this `when`, and not further: the schema of a former release. Drizzle applies whole
 * folders, so it is given one that ends there.
 */
export async function migrateUpTo(client: pg.Client, folder: string, when: number): Promise<void> {
  const part = mkdtempSync(join(tmpdir(), 'parlance-migrations-'));
  try {
    cpSync(folder, part, { recursive: true });
    const file = join(part, 'meta', '_journal.json');
    const journal: { entries: { when: number }[] } = JSON.parse(readFileSync(file, 'utf8'));
    const entries = journal.entries.filter((entry) => entry.when <= when);
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    await migrateWith(client, part);
  } finally {
    rmSync(part, { recursive: true });
  }
}
