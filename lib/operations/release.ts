import 'server-only';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import journal from '@/drizzle/meta/_journal.json';
import { log } from '@/lib/log';
import packageFile from '@/package.json';
import { isOlder } from './older';

/** This app's release, as `meta.min_release` counts them: `major.minor.patch`. */
export const release: string = packageFile.version;

/** What stands between this release and this database. */
export type SchemaState = 'fits' | 'not migrated' | 'too new';

/**
 * Compares the database with what this release needs: `not migrated` when a migration of ours is missing, `too new`
 * when a later release has made it unreadable for us. A database that is merely newer fits.
 */
export async function readSchemaState(): Promise<SchemaState> {
  const needed = Math.max(...journal.entries.map((entry) => entry.when));
  const tables = await db().execute<{ migrated: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as migrated`,
  );
  if (!tables.rows[0]?.migrated) return 'not migrated';
  const { rows } = await db().execute<{ newest: number | null; min_release: string | null }>(sql`
    select (select max(created_at) from drizzle.__drizzle_migrations) as newest,
           (select min_release from meta) as min_release`);
  const [row] = rows;
  if (!row?.newest || row.newest < needed) return 'not migrated';
  return row.min_release && isOlder(release, row.min_release) ? 'too new' : 'fits';
}

/**
 * Throws a sentence when this release must not run on the database. A database that does not answer is no reason
 * not to start: readiness says so until it does.
 */
export async function requireSchema(): Promise<void> {
  const state = await readSchemaState().catch((error: unknown) => {
    log().error({ err: error }, 'The database does not answer yet.');
    return 'unknown' as const;
  });
  if (state === 'too new') throw new Error(`This database needs a release newer than ${release}.`);
  if (state === 'not migrated') throw new Error('This database is not migrated; run npm run migrate.');
}
