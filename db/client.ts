import { setTimeout as sleep } from 'node:timers/promises';
import { attachDatabasePool } from '@vercel/functions/db-connections';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { isNeon, makeNeonPool } from '@/db/neon';
import { env } from '@/lib/env';

/** What queries run on: the pool's Drizzle or a transaction's. */
export type Database = NodePgDatabase;

/** Both time-outs are the net; the server cancels first (statement_timeout 1.5 s, lock_timeout 1 s, set on the role). */
const QUERY_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** A little longer than any statement may take. */
const END_MS = 3_000;
/** Connections that nobody used for this long are closed; Vercel keeps (and bills) an instance until they are. */
const IDLE_MS = 30_000;
const IDLE_ON_VERCEL_MS = 5_000;

// Counters are int8; they stay below 2^53 for longer than anyone will own a workspace.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** How an error begins where no connection was to be had. */
const NO_CONNECTION = 'No connection to the database';

/**
 * True when the connection itself can no longer be trusted, or there was none: the server ended it, the socket died, or
 * a query timed out on our side and may still be running there. A plain refusal by Postgres, or an error of ours,
 * breaks nothing.
 */
export function isBroken(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (at.message.startsWith(NO_CONNECTION)) return true;
  const state = sqlState(error);
  if (state !== undefined) return state.startsWith('57P') || state.startsWith('08') || state === '25P03';
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    // Node's own: ECONNREFUSED, EPIPE, ENOTFOUND; with a name of several addresses inside an AggregateError.
    if ('code' in at && typeof at.code === 'string' && /^E[A-Z_]+$/.test(at.code)) return true;
    if (/^(Query read timeout|Connection terminated|Client has encountered)/.test(at.message)) return true;
  }
  return false;
}

/** The five-character SQLSTATE of an error from Postgres, wherever Drizzle wrapped it; undefined for all others. */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? at.code : undefined;
    // Every SQLSTATE has a digit; EPIPE has five letters as well.
    if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** The constraint an error names, if any: `rooms_public_name_key`. */
export function violatedConstraint(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('constraint' in at && typeof at.constraint === 'string') return at.constraint;
  }
  return undefined;
}

type PoolSettings = {
  max: number;
  /** Hears of connections that die while nobody waits for them; nothing is left to do then. */
  onError: (error: Error) => void;
  /** By Neon's driver, through a bridge of one's own if `proxy` names one; by pg otherwise. */
  neon?: { proxy?: string | undefined } | undefined;
};

/** A pool for `url`. */
export function makePool(url: string, { max, onError, neon }: PoolSettings): pg.Pool {
  const config = {
    connectionString: url,
    max,
    query_timeout: QUERY_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: env().VERCEL === undefined ? IDLE_MS : IDLE_ON_VERCEL_MS,
    allowExitOnIdle: true,
  };
  const pool = neon ? makeNeonPool(config, neon.proxy) : new pg.Pool(config);
  pool.connect = connectOrSay(pool);
  pool.query = queryOnce(pool);
  pool.on('error', onError);
  // The pool listens to idle connections only. One that dies while borrowed between two statements would end the
  // process; whoever borrowed it hears of it from their next statement.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/**
 * Whatever keeps us from a connection is the same to those who need one: nobody answers, the password was changed, a
 * host's quota is used up. It passes, or somebody has to act; the statement is not to blame.
 */
function connectOrSay(pool: pg.Pool): pg.Pool['connect'] {
  const connect = pool.connect.bind(pool);
  return (async () => {
    try {
      return await connect();
    } catch (cause) {
      throw new Error(`${NO_CONNECTION}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }) as pg.Pool['connect'];
}

/**
 * The drivers' own `pool.query` hands a connection whose query timed out on the client back to the pool with the query
 * still running on it; the next borrower then waits behind a stranger's statement. This one destroys it.
 */
function queryOnce(pool: pg.Pool): pg.Pool['query'] {
  // pg types eight overloads (callbacks, streams, cursors); the drizzle driver calls this one.
  return (async (config: pg.QueryConfig, values?: unknown[]) => {
    const client = await pool.connect();
    try {
      const result = await client.query(config, values);
      client.release();
      return result;
    } catch (error) {
      client.release(isBroken(error));
      throw error;
    }
  }) as unknown as pg.Pool['query'];
}

const key = Symbol.for('parlance.pool');
type Holder = { [key]?: { pool: pg.Pool; db: Database } };

function holder(): { pool: pg.Pool; db: Database } {
  // lib/registry lies above this layer; the pool has the same need, one per process whatever bundles the code.
  const global = globalThis as Holder;
  global[key] ??= (() => {
    const pool = openPool();
    return { pool, db: drizzle(pool) };
  })();
  return global[key];
}

function openPool(): pg.Pool {
  const { DATABASE_URL, DATABASE_POOL, DATABASE_DRIVER, NEON_PROXY, VERCEL } = env();
  const isByNeon = (DATABASE_DRIVER ?? (isNeon(DATABASE_URL) ? 'neon' : 'pg')) === 'neon';
  const opened = makePool(DATABASE_URL, {
    max: DATABASE_POOL,
    // Postgres restarting is no reason to die; the query that needs a connection will say so.
    onError: () => undefined,
    neon: isByNeon ? { proxy: NEON_PROXY } : undefined,
  });
  // A function that Vercel freezes between two requests would keep connections that the other side has long closed.
  if (VERCEL !== undefined) attachDatabasePool(opened);
  return opened;
}

/** The process's pool. */
export function pool(): pg.Pool {
  return holder().pool;
}

/** Drizzle on the process's pool: single statements. Several together: `transaction()`. */
export function db(): Database {
  return holder().db;
}

/**
 * Ends the pool; the next call to `db()` opens a new one. Waits for statements under way, but not for ever: Neon's driver
 * never says of a connection that it has ended when it was dead before.
 */
export async function closePool(): Promise<void> {
  const global = globalThis as Holder;
  const held = global[key];
  delete global[key];
  await Promise.race([held?.pool.end(), sleep(END_MS, undefined, { ref: false })]);
}
