import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { db, pool } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson } from '@/db/testing/people';
import { env } from '@/lib/env';
import { closeRedis, redisLink } from '@/lib/redis/link';
import { hasRedis, type RedisServer, startRedis } from '@/lib/redis/testing/redis-server';
import { consumeLimit, consumeLimits, type Limit, restoreLimit } from './limits';

testDatabase();

let made = 0;
function limit(store: Limit['store'], by: Limit['by'] = 'person'): Limit {
  made += 1;
  return { name: `limit_${made}`, points: 2, seconds: 60, by, store };
}

const from = (address: string) =>
  new Request('http://localhost:3000', { headers: { 'x-forwarded-for': address } });
const refusal = { code: 'slow_down', details: { retryAfter: expect.any(Number) } };

describe.each(['memory', 'database'] as const)('a limit counted in %s', (store) => {
  it('refuses what is beyond it, says for how long, and can be restored', async () => {
    const some = limit(store);
    await consumeLimit(some, 'ada@example.test');
    await consumeLimit(some, 'ada@example.test');
    await expect(consumeLimit(some, 'ada@example.test')).rejects.toMatchObject(refusal);
    await consumeLimit(some, 'grace@example.test');
    await restoreLimit(some, 'ada@example.test');
    await consumeLimit(some, 'ada@example.test');
  });

  it('counts people by who they are, wherever they are, and strangers by address', async () => {
    const some = limit(store);
    const ada = await makePerson('Ada');
    const grace = await makePerson('Grace');
    await consumeLimits([some], from('203.0.113.1'), ada);
    await consumeLimits([some], from('203.0.113.2'), ada);
    await expect(consumeLimits([some], from('203.0.113.3'), ada)).rejects.toMatchObject(refusal);
    await consumeLimits([some], from('203.0.113.1'), grace);
    await consumeLimits([some], from('2001:db8::1'), null);
    await consumeLimits([some], from('2001:db8::2'), null);
    await expect(consumeLimits([some], from('2001:db8::3'), null)).rejects.toMatchObject(refusal);
    await consumeLimits([some], from('2001:db8:1::1'), null);
  });

  it('lets exactly as many through as it allows when all come at once', async () => {
    await openConnections(10);
    const some = limit(store);
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => consumeLimit(some, 'x')));
    const refusals = settled.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
    expect(refusals).toMatchObject(Array(8).fill(refusal));
  });
});

/** One after another: ten at once may take longer on a busy machine than a statement waits for one. */
async function openConnections(count: number): Promise<void> {
  const opened: { release(): void }[] = [];
  while (opened.length < count) opened.push(await pool().connect());
  for (const connection of opened) connection.release();
}

describe.skipIf(!hasRedis)('with Redis', () => {
  let redis: RedisServer;
  const isHealthy = () => redisLink()?.isHealthy ?? false;
  const keys = async () => (await redisLink()?.speaker.keys('*')) ?? [];

  beforeAll(async () => {
    redis = await startRedis();
    env().REDIS_URL = redis.url;
    await vi.waitFor(() => expect(isHealthy()).toBe(true), { timeout: 3_000 });
  });

  afterAll(async () => {
    closeRedis();
    env().REDIS_URL = undefined;
    await redis.kill();
  });

  it('counts there what is counted in memory otherwise: together with other processes, under hashed names', async () => {
    const some = limit('memory');
    await consumeLimit(some, 'ada@example.test');
    const [key = ''] = await keys();
    expect(key).toMatch(/^parlance:[\w-]{12}:limit_\d+:[\w-]{43}$/);
    // What another process does.
    await redisLink()?.speaker.incrby(key, 1);
    await expect(consumeLimit(some, 'ada@example.test')).rejects.toMatchObject(refusal);
    await consumeLimit(some, 'grace@example.test');
  });

  it('counts by itself while Redis is away, without waiting for it, and there again when it is back', async () => {
    const some = limit('memory');
    await consumeLimit(some, 'x');
    redis.pause();
    const begun = performance.now();
    await consumeLimit(some, 'x');
    expect(performance.now() - begun).toBeLessThan(1_000);
    await vi.waitFor(() => expect(isHealthy()).toBe(false), { timeout: 2_000 });
    const waited = performance.now();
    await consumeLimit(some, 'x');
    await expect(consumeLimit(some, 'x')).rejects.toMatchObject(refusal);
    // Asking Redis would take its whole time-out, twice.
    expect(performance.now() - waited).toBeLessThan(300);
    redis.resume();
    await redis.kill();
    const other = limit('memory');
    await consumeLimit(other, 'x');
    await redis.start();
    await vi.waitFor(() => expect(isHealthy()).toBe(true), { timeout: 3_000 });
    await consumeLimit(other, 'x');
    expect(await keys()).toHaveLength(1);
  });
});

it('keeps neither addresses nor e-mails', async () => {
  await consumeLimit(limit('database'), 'ada@example.test');
  const { rows } = await db().execute(sql`select key from rate_limits`);
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/ada|@|203\.0/);
});

it('lets nobody through while it cannot count', async () => {
  const some = limit('database');
  await db().execute(sql`alter table rate_limits rename to away`);
  await expect(consumeLimit(some, 'x')).rejects.toThrow(/rate_limits/);
  await db().execute(sql`alter table away rename to rate_limits`);
  await consumeLimit(some, 'x');
});
