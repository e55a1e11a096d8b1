import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { migrate } from '@/db/migrate';
import { env } from '@/lib/env';
import {
  type Answer,
  Caller,
  cookiesOf,
  expect,
  expectRefusal,
  type PersonCaller,
  test,
} from '../support/api';
import { startDatabaseProxy } from '../support/database-proxy';
import type { Heard } from '../support/stream';

const named = (event: string) => (heard: Heard) => heard.event === event;

/** The promise is two seconds; the rest is for a machine that has other work. */
const PROMPT_MS = 3_000;

// Each starts processes of the app, some of them Postgres, on a machine that runs other tests as well.
test.describe.configure({ timeout: 120_000 });

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const begun = performance.now();
  const result = await work();
  return { result, ms: performance.now() - begun };
}

for (const how of ['cut', 'mute'] as const) {
  test(`while the database is away (${how}) all is answered within two seconds, and heals by itself`, async ({
    caller,
    room,
    server,
  }) => {
    const proxy = await startDatabaseProxy(env().DATABASE_URL);
    const { baseUrl } = await server({ databaseUrl: proxy.url });
    const ada: PersonCaller = await caller('Ada');
    const { id } = await room({ members: [ada.person] });
    const here = ada.at({ baseUrl });
    const message = (messageId: string) => `/api/rooms/${id}/messages/${messageId}`;
    const stream = await here.listen();
    await stream.until(named('ready'));
    expect((await here.ask('PUT', message(randomUUID()), { body: 'before' })).status).toBe(201);

    await proxy.block(how);
    const lost = randomUUID();
    const refusals = await Promise.all([
      timed(() => here.ask('PUT', message(lost), { body: 'during' })),
      timed(() => here.ask('GET', `/api/rooms/${id}/messages`)),
      timed(() => here.ask('GET', '/api/me')),
      timed(() => here.ask('GET', '/api/rooms')),
    ]);
    for (const { result, ms } of refusals) {
      expectRefusal(result, 'try_again');
      expect(Number(result.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(ms).toBeLessThan(PROMPT_MS);
    }
    const ready = await timed(() => here.ask('GET', '/api/ready'));
    expect(ready.result.status).toBe(503);
    expect(ready.ms).toBeLessThan(PROMPT_MS);
    expect((await here.ask('GET', '/api/health')).status).toBe(200);

    await proxy.open();
    await expect(async () => {
      expect((await here.ask('PUT', message(lost), { body: 'during' })).status).toBeLessThan(300);
    }).toPass({ timeout: 3_000, intervals: [100] });
    await stream.until(({ data }) => data.messages?.some((one: { id: string }) => one.id === lost));
    expect(stream.heard.map(({ event }) => event)).not.toContain('bye');
    const { messages } = (await here.ask('GET', `/api/rooms/${id}/messages`)).body;
    expect(messages.map((one: { body: string }) => one.body)).toEqual(['before', 'during']);
    stream.close();
    await proxy.stop();
  });
}

/** A place of its own, whose Postgres writes to the disk before it says so. */
test('after kill -9 of the app and of Postgres everything acknowledged is there', async ({
  startStore,
  server,
}) => {
  const setupCode = randomUUID();
  const first = await startStore();
  await migrate(first.url, fileURLToPath(new URL('../../drizzle', import.meta.url)));
  const app = await server({ databaseUrl: first.url, setupCode });
  const owner = await found(app.baseUrl, setupCode);
  const roomId: string = (await owner.ask('GET', '/api/rooms')).body.rooms[0].roomId;
  const acknowledged: string[] = [];
  const sends = Array.from({ length: 30 }, async (_, n) => {
    const id = randomUUID();
    const sent = await owner.ask('PUT', `/api/rooms/${roomId}/messages/${id}`, { body: `message ${n}` });
    expect(sent.status).toBe(201);
    acknowledged.push(id);
  });
  const settled = Promise.allSettled(sends);
  // Half of them are answered; the others are wherever they are.
  await expect.poll(() => acknowledged.length, { intervals: [1] }).toBeGreaterThan(14);
  process.kill(first.pid, 'SIGKILL');
  await app.end('SIGKILL');
  await settled;
  await first.exited;

  const again = await startStore();
  const restarted = await server({ databaseUrl: again.url, setupCode });
  const { body } = await owner.at(restarted).ask('GET', `/api/rooms/${roomId}/messages`);
  const stored: { id: string; seq: number }[] = body.messages;
  expect(stored.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
});

test('fifty sign-ins at once do not slow a send', async ({ emptyApp }) => {
  const { baseUrl, setupCode } = await emptyApp();
  const owner = await found(baseUrl, setupCode);
  const roomId: string = (await owner.ask('GET', '/api/rooms')).body.rooms[0].roomId;
  const send = () =>
    timed(() => owner.ask('PUT', `/api/rooms/${roomId}/messages/${randomUUID()}`, { body: 'hi' }));
  const sends = async (count: number): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const { result, ms } = await send();
      expect(result.status).toBe(201);
      times.push(ms);
    }
    return median(times);
  };
  await sends(5);
  expect((await signIn(baseUrl, 'nobody@example.test')).status).toBe(401);
  const quiet = await sends(15);
  const signIns = Array.from({ length: 50 }, (_, n) => signIn(baseUrl, `nobody-${n}@example.test`));
  const busy = await sends(15);
  const answers = await Promise.all(signIns);
  process.stdout.write(
    `a send, p50: ${quiet.toFixed(1)} ms quiet, ${busy.toFixed(1)} ms beside fifty sign-ins\n`,
  );
  expect(answers.every(({ status }) => status === 401 || status === 503)).toBe(true);
  expect(busy).toBeLessThan(10 * Math.max(quiet, 5));
});

/** Founds the workspace; its owner. */
async function found(baseUrl: string, setupCode: string): Promise<Caller> {
  const owner = { name: 'Owner', email: 'owner@example.test', password: 'correct horse battery' };
  const made = await new Caller(baseUrl).ask('POST', '/api/accounts', { ...owner, setupCode });
  expect(made.status).toBe(201);
  return new Caller(baseUrl, cookiesOf(made));
}

async function signIn(baseUrl: string, email: string): Promise<Answer> {
  const stranger = new Caller(baseUrl);
  const csrf = await stranger.ask('GET', '/api/auth/csrf');
  return new Caller(baseUrl, cookiesOf(csrf)).ask('POST', '/api/auth/callback/credentials', {
    csrfToken: csrf.body.csrfToken,
    email,
    password: 'not the password',
    json: 'true',
  });
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
