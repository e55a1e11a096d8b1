import 'server-only';
import { createHash } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { pool } from '@/db/client';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { addressBlock, clientAddress } from '@/lib/http/address';
import { single } from '@/lib/registry';

/** How often something may be done: `points` times in `seconds`, counted per person or per client address. */
export type Limit = {
  name: string;
  points: number;
  seconds: number;
  /** A person who is not signed in is counted by address. */
  by: 'person' | 'address';
  /** `database` holds across processes and restarts, and refuses (503) while the database is away. */
  store: 'memory' | 'database';
};

/** Counts this request against each limit; throws `slow_down` with Retry-After when one is used up. */
export async function consumeLimits(
  limits: readonly Limit[],
  request: Request,
  viewer: Viewer | null,
): Promise<void> {
  for (const limit of limits) {
    const key = limit.by === 'person' && viewer ? viewer.userId : addressBlock(clientAddress(request));
    await consumeLimit(limit, key);
  }
}

/** Counts one use by `key`, for what is counted by neither person nor address: an account somebody tries to enter. */
export async function consumeLimit(limit: Limit, key: string): Promise<void> {
  try {
    await limiterOf(limit).consume(hashed(key));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new AppError('slow_down', `No more than ${limit.points} in ${limit.seconds} seconds.`, {
      reason: limit.name,
      params: { seconds: retryAfter },
      retryAfter,
    });
  }
}

/** The library rejects with its result, which is no Error; known by shape, as two bundles may hold its class. */
function isRefusal(thrown: unknown): thrown is { msBeforeNext: number } {
  return typeof thrown === 'object' && thrown !== null && 'msBeforeNext' in thrown;
}

/** Starts `key`'s count anew: somebody who proved who they are was not guessing. */
export async function restoreLimit(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).delete(hashed(key));
}

/** Keys hold e-mail addresses and client addresses; the table and dumps of it should not. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

function limiterOf(limit: Limit): RateLimiterAbstract {
  return single(`limit ${limit.name}`, () => {
    const options = { keyPrefix: limit.name, points: limit.points, duration: limit.seconds };
    if (limit.store === 'memory') return new RateLimiterMemory(options);
    return new RateLimiterPostgres({
      ...options,
      // The pool is looked up for each statement (it may be closed and opened anew), and the statement's name is
      // dropped: poolers in transaction mode know no prepared statements.
      storeClient: {
        query: ({ text, values }: { text: string; values: unknown[] }) => pool().query({ text, values }),
      },
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      // Whoever is over the limit is refused from memory until it ends, so that a flood asks the database nothing.
      inMemoryBlockOnConsumed: limit.points + 1,
    });
  });
}
