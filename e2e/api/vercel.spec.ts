import { randomUUID } from 'node:crypto';
import { expect } from '../support/api';
import type { Heard } from '../support/stream';
import { test } from '../support/vercel';
import { sendUntilStored, Wanderer } from '../support/wanderer';

/* What can be tried of Vercel without it: Next alone, two processes, Neon's driver, connections that die unseen. */

// One worker, so that the two processes are started once.
test.describe.configure({ mode: 'default', timeout: 120_000 });

const ready = ({ event }: Heard) => event === 'ready';
const says = (body: string) => (heard: Heard) =>
  heard.event === 'changes' && (heard.data.messages ?? []).some((one: { body: string }) => one.body === body);

test('two processes of Next on Neon’s driver are one chat, and outlive their connections', async ({
  caller,
  room,
  vercel: { one, other, proxy },
}) => {
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
});

test('processes freeze, streams are cut, requests land anywhere: nothing is lost, doubled or out of order', async ({
  caller,
  room,
  vercel: { one, other, proxy },
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const places = [one, other];
  const from = (await grace.at(one).ask('GET', `/api/rooms/${id}`)).body.room.rev;
  const wanderers = [grace, ada].map((who) => new Wanderer(who, id, { from, places }));
  for (const [round, frozen] of [one, other, one, other].entries()) {
    process.kill(frozen.pid, 'SIGSTOP');
    for (const part of Array(6).keys()) {
      const path = `/api/rooms/${id}/messages/${randomUUID()}`;
      const order = part % 2 === 0 ? places : places.toReversed();
      await sendUntilStored(ada, path, { body: `${round}.${part}`, places: order });
    }
    // However slow the machine is, their streams have been cut in between.
    for (const wanderer of wanderers)
      await expect.poll(() => wanderer.streams).toBeGreaterThanOrEqual(2 * (round + 1));
    await proxy.block('stale');
    process.kill(frozen.pid, 'SIGCONT');
  }
  const { messages } = (await grace.at(one).ask('GET', `/api/rooms/${id}/messages`)).body;
  const stored = messages.map(({ seq, body }: { seq: number; body: string }) => `${seq}:${body}`);
  const sent = [0, 1, 2, 3].flatMap((round) => Array.from(Array(6).keys(), (part) => `${round}.${part}`));
  expect(stored).toEqual(sent.map((body, index) => `${index + 1}:${body}`));
  for (const wanderer of wanderers) {
    await expect.poll(() => wanderer.lines.length).toBeGreaterThanOrEqual(stored.length);
    await wanderer.stop();
    expect(wanderer.lines).toEqual(stored);
    expect(wanderer.gaps).toEqual([]);
    expect(wanderer.streams).toBeGreaterThan(5);
  }
});

test('pages and answers of Next alone carry the headers that our server sets', async ({ caller, vercel }) => {
  const ada = await caller('Ada');
  for (const path of ['/sign-in', '/api/me', '/api/health', '/no-such-page']) {
    const here = (await ada.at(vercel.one).ask('GET', path)).headers;
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
});
