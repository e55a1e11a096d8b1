import 'server-only';
import { hash } from 'node:crypto';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
} from 'rate-limiter-flexible';
import { pool } from '@/db/client';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { addressBlock, clientAddress } from '@/lib/http/address';
import { type RedisLink, redisLink } from '@/lib/redis/link';
import { single } from '@/lib/registry';

/** How often something may be done: `points` times in `seconds`, counted per person or per client address. */
export type Limit = {
  name: string;
  points: number;
  seconds: number;
  /** A person who is not signed in is counted by address. */
  by: 'person' | 'address';
  /**
   * `memory` counts in Redis for all processes when there is one, else each process by itself. `database` holds across
   * processes and restarts, and refuses (503) while the database is away.
   */
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
  return hash('sha256', key, 'base64url');
}

function limiterOf(limit: Limit): RateLimiterAbstract {
  if (limit.store === 'database') return single(`limit ${limit.name} in Postgres`, () => inPostgres(limit));
  const link = redisLink();
  // Asked for each use: whoever waited for a Redis that does not answer would hold up every send.
  if (link?.isHealthy) return single(`limit ${limit.name} in Redis`, () => inRedis(limit, link));
  return inMemory(limit);
}

function optionsOf({ name, points, seconds }: Limit) {
  return { keyPrefix: name, points, duration: seconds };
}

function inMemory(limit: Limit): RateLimiterMemory {
  return single(`limit ${limit.name} in memory`, () => new RateLimiterMemory(optionsOf(limit)));
}

function inRedis(limit: Limit, link: RedisLink): RateLimiterRedis {
  return new RateLimiterRedis({
    ...optionsOf(limit),
    keyPrefix: `${link.namespace}:${limit.name}`,
    storeClient: link.speaker,
    // Until it is seen that Redis is away, and whatever else it answers: a send is never refused for want of a count.
    insuranceLimiter: inMemory(limit),
    inMemoryBlockOnConsumed: limit.points + 1,
  });
}

function inPostgres(limit: Limit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    ...optionsOf(limit),
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
}
