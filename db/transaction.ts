import { drizzle } from 'drizzle-orm/node-postgres';
import { type Database, isBroken, pool, sqlState } from './client';

const RETRIES = 3;

/**
 * Runs `work` in one transaction on one connection and answers what it answers, after the commit.
 * Not `db.transaction`: on a pool it leaks the connection when BEGIN itself fails.
 * A deadlock (40P01) or serialization failure (40001) runs `work` again, so it may only touch the database.
 */
export function transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
  return retrying(() => once(work));
}

/** Runs a single statement (or anything as repeatable) again when Postgres picked it as a deadlock's victim. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const state = sqlState(error);
      if (attempt === RETRIES || (state !== '40P01' && state !== '40001')) throw error;
    }
  }
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
