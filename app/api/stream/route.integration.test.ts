import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { issueSessionToken } from '@/lib/auth/session-token';
import { postMessage } from '@/lib/messages/post-message';
import { drainStreams } from '@/lib/realtime/drain';
import { processHub } from '@/lib/realtime/process-hub';
import { Reader } from '@/lib/realtime/testing/reader';
import { endSession } from '@/lib/sessions/commands';
import { uuidv7 } from '@/lib/uuid';
import { GET } from './route';

testDatabase();

let ada: TestPerson;
let grace: TestPerson;
let room: TestRoom;

beforeAll(async () => {
  ada = await makePerson('Ada');
  grace = await makePerson('Grace');
  room = await makeRoom({ members: [ada] });
});

async function ask(path: string, person?: TestPerson, init: RequestInit = {}): Promise<Request> {
  const headers = new Headers(init.headers);
  if (person) headers.set('authorization', `Bearer ${await issueSessionToken(person)}`);
  return new Request(`http://localhost:3000${path}`, { ...init, headers });
}

const context = { params: Promise.resolve({}) };

/** Opens a stream over the route and reads it until the test ends. */
async function open(person: TestPerson, query = '') {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await GET(await ask(`/api/stream${query}`, person, { signal: abort.signal }), context);
  const reader = new Reader();
  const over = response.body?.pipeTo(new WritableStream({ write: reader.take })).catch(() => 'cut');
  return { response, reader, abort, over };
}

const heard = (check: () => void) => expect.poll(check, { timeout: 3_000, interval: 10 });

test('a stream says hello, is ready, and hears a message at once', async () => {
  const { response, reader } = await open(ada);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': expect.stringMatching(/no-cache.*no-transform/),
    'x-accel-buffering': 'no',
  });
  await heard(() => reader.isReady).toBe(true);
  await postMessage(ada, { roomId: room.id, id: uuidv7(), body: 'hello' });
  expect(reader.events.map(({ name }) => name).slice(0, 2)).toEqual(['hello', 'ready']);
  await heard(() => reader.log(room.id)).toEqual(['1:hello']);
});

test('the answer begins with a comment of at least 1 KiB', async () => {
  const response = await GET(await ask('/api/stream', ada), context);
  const reader = response.body?.getReader();
  const first = new TextDecoder().decode((await reader?.read())?.value);
  expect(first.length).toBeGreaterThanOrEqual(1_024);
  expect(first).toMatch(/^: *\n\n$/);
  await reader?.cancel();
});

test.each([
  ['nonsense', 'cursors=nonsense'],
  ['no rev', `cursors=${uuidv7()}`],
  ['a negative rev', `cursors=${uuidv7()}:-1`],
  ['a rev beyond counting', `cursors=${uuidv7()}:99999999999999999999`],
  ['an empty one', `cursors=${uuidv7()}:1,`],
  ['21 of them', `cursors=${Array.from({ length: 21 }, () => `${uuidv7()}:1`).join()}`],
  ['an unknown parameter', 'since=1'],
])('cursors that are %s are refused before the stream begins', async (_, query) => {
  const response = await GET(await ask(`/api/stream?${query}`, ada), context);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid' } });
  expect(processHub().size.streams).toBe(0);
});

test('strangers get 401, other sites 403', async () => {
  expect((await GET(await ask('/api/stream'), context)).status).toBe(401);
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await GET(await ask('/api/stream', ada, { headers }), context)).status).toBe(403);
});

test('an answer that nobody reads and one that is cut leave nothing behind', async () => {
  await GET(await ask('/api/stream', ada), context);
  const { reader, abort } = await open(ada);
  await heard(() => reader.isReady).toBe(true);
  expect(processHub().size.streams).toBe(1);
  abort.abort();
  expect(processHub().size).toEqual({ streams: 0, people: 0, rooms: 0, timers: 0 });
});

test('signing out ends the stream, and the next one is 401', async () => {
  const { reader, over } = await open(grace);
  await heard(() => reader.isReady).toBe(true);
  await endSession(grace, grace.sessionId);
  await over;
  expect(reader.bye).toBeDefined();
  expect((await GET(await ask('/api/stream', grace), context)).status).toBe(401);
});

test('a drain says bye to all, and from then on 503', async () => {
  const { reader, over } = await open(ada);
  await heard(() => reader.isReady).toBe(true);
  await drainStreams();
  await over;
  expect(reader.bye?.retryMs).toBeGreaterThanOrEqual(0);
  const response = await GET(await ask('/api/stream', ada), context);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});
