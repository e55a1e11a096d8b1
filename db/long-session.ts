import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database } from './client';
import { retrying } from './transaction';

/** One connection without time-outs, for work that may rightly take long. */
export type LongSession = {
  db: Database;
  transaction: <T>(work: (tx: Database) => Promise<T>) => Promise<T>;
};

/**
 * Does `work` on a connection of its own to `url`, which must be a direct address: a pooler in transaction mode has no
 * session locks. Answers null, and does nothing, while another session works under the same `lock`.
 */
export async function longSession<T>(
  { url, lock }: { url: string; lock: number },
  work: (session: LongSession) => Promise<T>,
): Promise<T | null> {
  const client = new pg.Client({ connectionString: url });
  // A connection that dies between two statements would end the process; the next statement says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    );
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
    if (rows[0]?.mine !== true) return null;
    const session = {
      db: drizzle(client),
      transaction: <R>(task: (tx: Database) => Promise<R>) => retrying(() => once(client, task)),
    };
    try {
      return await work(session);
    } finally {
      await unlock(client, lock);
    }
  } finally {
    await client.end();
  }
}

/** By itself the lock goes when the server notices that we have left, which is a moment after we have. */
async function unlock(client: pg.Client, lock: number): Promise<void> {
  await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => {
    // The connection is dead, and its locks with it.
  });
}

async function once<T>(client: pg.Client, work: (tx: Database) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work(drizzle(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      // The first error is the story; what a dead connection had begun, Postgres takes back.
    });
    throw error;
  }
}
