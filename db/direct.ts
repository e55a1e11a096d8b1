import pg from 'pg';
import { sqlState } from './client';

/** A database that was asleep may take this long to answer. */
const CONNECT_MS = 10_000;
/** Those of the role are for requests; what needs a session may rightly take longer. */
const patience = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];

/**
 * A connection to `url` with a session that is ours alone, without time-outs: for locks that last longer than a
 * transaction. Throws a sentence when nobody answers there, or a pooler does.
 */
export async function connectDirectly(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    // Said while connecting, because every pooler refuses it: that is how one is told from a Postgres.
    options: patience.map((name) => `-c ${name}=0`).join(' '),
  });
  // A connection that dies between two statements would end the process; the next statement says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw explain(error, new URL(url));
  }
  return client;
}

function explain(error: unknown, { host, pathname }: URL): Error {
  const message = error instanceof Error ? error.message || String(error) : String(error);
  const state = sqlState(error);
  const sentences: Record<string, string> = {
    '08P01': `${host} is a pooler, which this work cannot go through: set DATABASE_URL_UNPOOLED to the database's direct address (at Neon the one without "-pooler").`,
    '28P01': `The database at ${host} does not take the user and password of its address.`,
    '3D000': `There is no database ${pathname.slice(1)} at ${host}.`,
  };
  const told = state === undefined ? undefined : sentences[state];
  return new Error(told ?? `The database at ${host} does not answer: ${message}`, { cause: error });
}
