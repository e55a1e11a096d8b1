import { randomUUID } from 'node:crypto';
import { startWebSocketBridge } from '@/db/testing/websocket-bridge';
import { env } from '@/lib/env';
import { expect, test } from '../support/api';
import { startDatabaseProxy } from '../support/database-proxy';
import type { Heard } from '../support/stream';

/* What can be tried of Vercel without it: Next alone, two processes, Neon's driver, connections that die unseen. */

test.describe.configure({ timeout: 120_000 });

const ready = ({ event }: Heard) => event === 'ready';
const says = (body: string) => (heard: Heard) =>
  heard.event === 'changes' && (heard.data.messages ?? []).some((one: { body: string }) => one.body === body);

test('two processes of Next on Neon’s driver are one chat, and outlive their connections', async ({
  caller,
  room,
  server,
}) => {
  const bridge = await startWebSocketBridge();
  const proxy = await startDatabaseProxy(env().DATABASE_URL);
  const likeVercel = { bridge: bridge.address };
  const one = await server({ databaseUrl: proxy.url, likeVercel });
  const other = await server({ databaseUrl: proxy.url, likeVercel });
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const send = (at: { baseUrl: string }, body: string) =>
    ada.at(at).ask('PUT', `/api/rooms/${id}/messages/${randomUUID()}`, { body });

  const stream = await grace.at(other).listen();
  await stream.until(ready);
  expect((await send(one, 'from the one')).status).toBe(201);
  await stream.until(says('from the one'));

  // Frozen and thawed: every connection is dead, and nobody was told.
  await proxy.block('stale');
  expect((await send(one, 'after the thaw')).status).toBe(201);
  await stream.until(says('after the thaw'));

  // Requests land anywhere.
  expect((await send(other, 'from the other')).status).toBe(201);
  const { messages } = (await grace.at(one).ask('GET', `/api/rooms/${id}/messages`)).body;
  const bodies = messages.map((message: { body: string }) => message.body);
  expect(bodies).toEqual(['from the one', 'after the thaw', 'from the other']);

  stream.close();
  await proxy.stop();
  await bridge.stop();
});

test('pages and answers of Next alone carry the headers that our server sets', async ({ caller, server }) => {
  const bridge = await startWebSocketBridge();
  const alone = await server({ likeVercel: { bridge: bridge.address } });
  const ada = await caller('Ada');
  for (const path of ['/sign-in', '/api/me', '/api/health', '/no-such-page']) {
    const here = (await ada.at(alone).ask('GET', path)).headers;
    const home = (await ada.ask('GET', path)).headers;
    for (const name of [
      'x-content-type-options',
      'referrer-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'permissions-policy',
    ]) {
      expect.soft(here.get(name), `${path}: ${name}`).not.toBeNull();
      expect.soft(here.get(name), `${path}: ${name}`).toBe(home.get(name));
    }
  }
  await bridge.stop();
});
