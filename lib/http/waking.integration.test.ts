import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { GET as isReady } from '@/app/api/ready/route';
import { PUT as send } from '@/app/api/rooms/[roomId]/messages/[messageId]/route';
import { POST as createRoom, GET as listRooms } from '@/app/api/rooms/route';
import { GET as openStream } from '@/app/api/stream/route';
import { closePool, db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { type DatabaseProxy, startDatabaseProxy } from '@/e2e/support/database-proxy';
import { issueSessionToken } from '@/lib/auth/session-token';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { route } from '@/lib/http/route';
import { type Answer, ask } from '@/lib/http/testing/ask';
import { Reader } from '@/lib/realtime/testing/reader';

const { url } = testDatabase();

/** Knows what is stored, whatever becomes of the way the app takes. */
const witness = new pg.Client({ connectionString: url });
let proxy: DatabaseProxy;
let ada: TestPerson;
let room: TestRoom;

beforeAll(async () => {
  await witness.connect();
  proxy = await startDatabaseProxy(env().DATABASE_URL);
  ada = await makePerson('Ada');
  room = await makeRoom({ members: [ada] });
  await closePool();
  env().DATABASE_URL = proxy.url;
});

afterAll(async () => {
  await witness.end();
  await closePool();
  await proxy.stop();
});

const say = (id: string): Promise<Answer> =>
  ask(send, { as: ada, method: 'PUT', params: { roomId: room.id, messageId: id }, body: { body: 'hi' } });
const list = (): Promise<Answer> => ask(listRooms, { as: ada });

async function timesStored(id: string): Promise<number> {
  return (await witness.query('select from messages where id = $1', [id])).rowCount ?? 0;
}

async function freeze(): Promise<void> {
  await db().execute(sql`select 1`);
  await proxy.block('stale');
}

test('connections that are long dead are noticed by nobody who reads, sends or listens', async () => {
  await freeze();
  expect((await list()).status).toBe(200);
  await freeze();
  const id = randomUUID();
  expect((await say(id)).status).toBe(201);
  expect(await timesStored(id)).toBe(1);
  await freeze();
  expect((await isReady()).status).toBe(200);
  await freeze();
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${await issueSessionToken(ada)}` };
  const request = new Request('http://localhost:3000/api/stream', { headers, signal: abort.signal });
  const stream = await openStream(request, { params: Promise.resolve({}) });
  const reader = new Reader();
  const over = stream.body?.pipeTo(new WritableStream({ write: reader.take }));
  await expect.poll(() => reader.isReady).toBe(true);
  abort.abort();
  await over;
});

test('a send whose answer was lost is stored once, and answered', async () => {
  const id = randomUUID();
  expect((await say(randomUUID())).status).toBe(201);
  await proxy.block('lose');
  const sent = say(id);
  await expect.poll(() => timesStored(id), { interval: 20 }).toBe(1);
  await proxy.open();
  expect((await sent).status).toBe(200);
  expect(await timesStored(id)).toBe(1);
});

test('what must not happen twice is not tried twice: 503, and when to come again', async () => {
  const name = `once ${randomUUID()}`;
  expect((await list()).status).toBe(200);
  await proxy.block('mute');
  const made = ask(createRoom, { as: ada, body: { kind: 'public', name } });
  const { status, body, response } = await made;
  await proxy.open();
  expect({ status, code: body.error.code }).toEqual({ status: 503, code: 'try_again' });
  expect(response.headers.get('Retry-After')).toBe('1');
  const { rowCount } = await witness.query('select from rooms where name = $1', [name]);
  expect(rowCount).toBe(0);
});

test('a database that lets nobody in any more: 503, and nothing of why', async () => {
  await closePool();
  env().DATABASE_URL = Object.assign(new URL(proxy.url), { password: 'changed' }).href;
  const { status, body } = await list();
  await closePool();
  env().DATABASE_URL = proxy.url;
  expect({ status, code: body.error.code }).toEqual({ status: 503, code: 'try_again' });
  expect(JSON.stringify(body)).not.toMatch(/password|authentication/);
  expect((await list()).status).toBe(200);
});

const gone = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

test.each([
  ['what only reads', gone, {}, 4],
  ['what reads by its method alone', gone, { repeatable: false }, 1],
  ['a refusal of ours', new AppError('try_again', 'The store is away.', { cause: gone }), {}, 1],
])('%s, where every connection breaks, is tried so often', async (_, failure, contract, times) => {
  const work = vi.fn(() => Promise.reject(failure));
  const { status } = await ask(route({ access: 'anyone', ...contract }, work));
  expect({ status, tries: work.mock.calls.length }).toEqual({ status: 503, tries: times });
});

test('a database that wakes: refused for three seconds, then slow; who asks again as told is answered', async () => {
  await proxy.block('cut');
  setTimeout(() => {
    proxy.slow(40);
    void proxy.open();
  }, 3_000);
  const id = randomUUID();
  const refused: number[] = [];
  const timed = async (request: Promise<Answer>): Promise<number> => {
    const asked = performance.now();
    const { status } = await request;
    refused.push(...(status === 503 ? [performance.now() - asked] : []));
    return status;
  };
  // As the browser does: again after the second that Retry-After says.
  const patient = { interval: 1_000, timeout: 12_000 };
  await Promise.all([
    expect.poll(() => timed(say(id)), patient).toBeLessThan(300),
    expect.poll(() => timed(list()), patient).toBe(200),
  ]);
  proxy.slow(0);
  expect(refused.length).toBeGreaterThan(2);
  expect(Math.max(...refused)).toBeLessThan(2_000);
  expect(await timesStored(id)).toBe(1);
});
