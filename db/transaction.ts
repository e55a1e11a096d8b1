import { drizzle } from 'drizzle-orm/node-postgres';
import { type Database, isBroken, pool, sqlState, violatedConstraint } from './client';

const RETRIES = 3;

/**
 * Runs `work` in one transaction on one connection and answers what it answers, after the commit.
 * Not `db.transaction`: on a pool it leaks the connection when BEGIN itself fails.
 * `work` may run more than once (see `retrying`), so it may only touch the database.
 */
export function transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
  return retrying(() => once(work));
}

/** Rows that two writers may both find missing; whoever comes second runs again and finds it. */
const contested = new Set(['memberships_pkey', 'rooms_member_key']);

/**
 * Runs a statement, or anything as repeatable, again when Postgres picked it as a deadlock's victim (40P01), could not
 * serialize it (40001), or when somebody else inserted the same membership or direct conversation meanwhile.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === RETRIES || !isRepeatable(error)) throw error;
    }
  }
}

function isRepeatable(error: unknown): boolean {
  const state = sqlState(error);
  if (state === '23505') return contested.has(violatedConstraint(error) ?? '');
  return state === '40P01' || state === '40001';
}

async function once<T>(work: (tx: Database) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(drizzle(client));
    await client.query('commit');
    return result;
  } catch (error) {
    broken = isBroken(error);
    if (!broken) {
      await client.query('rollback').catch(() => {
        // The first error is the story; a connection that cannot even roll back is destroyed below.
        broken = true;
      });
    }
    throw error;
  } finally {
    client.release(broken);
  }
}
