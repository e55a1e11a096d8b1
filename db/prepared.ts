import { createHash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { pool, sqlState } from './client';

const dialect = new PgDialect();

/** As Drizzle's raw statements have them: instants stay text, which no `Date` would hold to the microsecond. */
const instants: ReadonlySet<number> = new Set([pg.types.builtins.TIMESTAMPTZ, pg.types.builtins.TIMESTAMP]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    instants.has(id) ? (text: string) => text : pg.types.getTypeParser(id, format),
};

/**
 * What a pooler in transaction mode makes of names: one that this connection does not know, or knows from somebody
 * else. 0A000: the schema changed under the plan. Each is said before anything is done.
 */
const nameless: ReadonlySet<string | undefined> = new Set(['26000', '42P05', '0A000']);

/** Pools that names do not work on, once that was found out. */
const withoutNames = new WeakSet<pg.Pool>();

/**
 * Runs `statement` on the pool by a plan that each connection keeps: for what is asked all the time and takes Postgres
 * longer to plan than to do. Not for lists of any length: a kept plan is made for ten.
 */
export async function prepared<Row extends object>(statement: SQL): Promise<Row[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(statement);
  const on = pool();
  const run = async (name?: string) =>
    (await on.query<Row>({ ...(name && { name }), text, values, types })).rows;
  if (withoutNames.has(on)) return run();
  try {
    return await run(nameOf(text));
  } catch (error) {
    if (!nameless.has(sqlState(error))) throw error;
    withoutNames.add(on);
    return run();
  }
}

/** The same for the same text in every process: a pooler hands a connection from one to the other. */
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
