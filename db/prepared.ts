import { createHash } from 'node:crypto';
import { fillPlaceholders, type SQL } from 'drizzle-orm';
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
 * `statement`, whose values are placeholders, to be run on the pool by a plan that each connection keeps: for what is
 * asked all the time and takes Postgres longer to plan than to do. Made once, as its text is. Not for lists of any
 * length: a kept plan is made for ten.
 */
export function prepared<Row extends object, Name extends string = never>(
  statement: SQL,
): (values: Record<Name, unknown>) => Promise<Row[]> {
  let named: Named | undefined;
  return async (values) => {
    named ??= nameOf(statement);
    const { rows } = await run<Row>(named, fillPlaceholders(named.params, values));
    return rows;
  };
}

type Named = { name: string; text: string; params: unknown[] };

async function run<Row extends object>({ name, text }: Named, values: unknown[]) {
  const on = pool();
  if (withoutNames.has(on)) return on.query<Row>({ text, values, types });
  try {
    return await on.query<Row>({ name, text, values, types });
  } catch (error) {
    if (!nameless.has(sqlState(error))) throw error;
    withoutNames.add(on);
    return on.query<Row>({ text, values, types });
  }
}

/** The same for the same text in every process: a pooler hands a connection from one to the other. */
function nameOf(statement: SQL): Named {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return { name: createHash('sha256').update(text).digest('base64url'), text, params };
}
