import pg from 'pg';
import { sqlState } from './client';

/** A database that was asleep may take this long to answer. */
const CONNECT_MS = 10_000;
/**
 * The role's time-outs are for requests; what needs a session may rightly take longer. Said while connecting, because
 * every pooler refuses that, or is set to overlook it: then our own mark is missing, too.
 */
const wishes = [
  ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map(
    (name) => `-c ${name}=0`,
  ),
  '-c parlance.session=own',
];

/**
 * A connection to `url` with a session that is ours alone, without time-outs: for locks that last longer than a
 * transaction. Throws a sentence when nobody answers there, or a pooler does.
 */
export async function connectDirectly(url: string): Promise<pg.Client> {
  const address = new URL(url);
  // The address may have wishes of its own, which would replace ours.
  const options = [address.searchParams.get('options') ?? '', ...wishes].join(' ').trim();
  address.searchParams.set('options', options);
  const client = new pg.Client({ connectionString: address.href, connectionTimeoutMillis: CONNECT_MS });
  // A connection that dies between two statements would end the process; the next statement says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw explain(error, address);
  }
  const { rows } = await client.query(`select current_setting('parlance.session', true) = 'own' as own`);
  if (rows[0]?.own) return client;
  await client.end();
  throw new Error(isPooler(address));
}

function isPooler({ host }: URL): string {
  return `${host} is a pooler, which this work cannot go through: set DATABASE_URL_UNPOOLED to the database's direct address (at Neon the one without "-pooler").`;
}

function explain(error: unknown, url: URL): Error {
  const message = error instanceof Error ? error.message || String(error) : String(error);
  const state = sqlState(error);
  const sentences: Record<string, string> = {
    '08P01': isPooler(url),
    '28P01': `The database at ${url.host} does not take the user and password of its address.`,
    '3D000': `There is no database ${url.pathname.slice(1)} at ${url.host}.`,
  };
  const told = state === undefined ? undefined : sentences[state];
  return new Error(told ?? `The database at ${url.host} does not answer: ${message}`, { cause: error });
}
