import { randomUUID } from 'node:crypto';
import { hasRedis, startRedis } from '@/lib/redis/testing/redis-server';
import { type Caller, expect, test } from '../support/api';
import type { Listener } from '../support/stream';

test.skip(!hasRedis, 'there is no redis-server here');
// Starts two processes of the app, on a machine that runs other tests as well.
test.describe.configure({ timeout: 120_000 });

/** Sends one after the other and answers how long each took from its answer to the other process's stream: the middle. */
async function middle(sender: Caller, roomId: string, listener: Listener): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 11; n += 1) {
    const id = randomUUID();
    expect((await sender.ask('PUT', `/api/rooms/${roomId}/messages/${id}`, { body: `${n}` })).status).toBe(
      201,
    );
    const answered = performance.now();
    await listener.until(({ data }) => data.messages?.some((one: { id: string }) => one.id === id));
    times.push(performance.now() - answered);
  }
  return times.sort((a, b) => a - b)[5] ?? 0;
}

test('two processes hear each other at once with Redis, by polling without it, and at once again', async ({
  caller,
  room,
  server,
}) => {
  const redis = await startRedis();
  const [one, two] = await Promise.all([server({ redisUrl: redis.url }), server({ redisUrl: redis.url })]);
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id: roomId } = await room({ members: [ada.person, grace.person] });
  const listener = await grace.at(two).listen();
  await listener.until(({ event }) => event === 'ready');
  const sender = ada.at(one);
  const hinted = () => middle(sender, roomId, listener);
  await expect.poll(hinted, { timeout: 20_000 }).toBeLessThan(100);
  const told = await hinted();

  await redis.kill();
  const polled = await middle(sender, roomId, listener);
  expect(polled).toBeLessThan(1_500);

  await redis.start();
  await expect.poll(hinted, { timeout: 20_000 }).toBeLessThan(100);
  const [quick, slow] = [told.toFixed(1), polled.toFixed(0)];
  process.stdout.write(`between processes, p50: ${quick} ms with Redis, ${slow} ms without\n`);
  listener.close();
  await redis.kill();
});
