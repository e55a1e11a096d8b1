import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { type Caller, expect, expectRefusal, test } from '../support/api';
import type { Heard, Listener } from '../support/stream';

/* Over real HTTP; every interleaving of the hub is shown beside it. */

const named = (event: string) => (heard: Heard) => heard.event === event;
const says = (body: string) => (heard: Heard) =>
  heard.event === 'changes' && (heard.data.messages ?? []).some((one: { body: string }) => one.body === body);
const hears = (listener: Listener, body: string) => listener.until(says(body));

async function opened(who: Caller, query = ''): Promise<Listener> {
  const listener = await who.listen(query);
  await listener.until(named('ready'));
  return listener;
}

function send(who: Caller, roomId: string, body: string) {
  return who.ask('PUT', `/api/rooms/${roomId}/messages/${randomUUID()}`, { body });
}

test('a comment of a kibibyte, hello, ready; uncompressed and kept by nobody', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id, name } = await room({ members: [ada.person] });
  const listener = await ada.listen('', { 'accept-encoding': 'gzip, br, deflate' });
  await listener.until(named('ready'));
  expect(listener.status).toBe(200);
  expect(listener.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(listener.headers.get('content-encoding')).toBeNull();
  expect(listener.headers.get('cache-control')).toBe('private, no-cache, no-transform');
  expect(listener.headers.get('x-accel-buffering')).toBe('no');
  const [first = ''] = listener.raw().split('\n');
  expect(first.startsWith(':')).toBe(true);
  expect(first.length).toBeGreaterThanOrEqual(1_024);
  expect(listener.heard.map(({ event }) => event)).toEqual(['hello', 'ready']);
  expect(listener.heard[0]?.data).toMatchObject({
    protocol: 1,
    release: expect.stringMatching(/^\d+\.\d+\.\d+/),
    me: { id: ada.userId, email: ada.person.email },
    rooms: [{ roomId: id, name, lastSeq: 0 }],
  });
  listener.close();
});

test('a frame follows each change, without a hole, and says what a read would say', async ({
  caller,
  room,
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const listener = await opened(grace);
  let cursor: number = listener.heard[0]?.data.rooms[0].rev;
  const { message } = (await send(ada, id, 'hello')).body;
  const path = `/api/rooms/${id}/messages/${message.id}`;
  await hears(listener, 'hello');
  const edited = (await ada.ask('PATCH', path, { body: 'hello!', version: 1 })).body.message;
  await hears(listener, 'hello!');
  const deleted = (await ada.ask('DELETE', path)).body.message;
  await listener.until(({ data }) => data.messages?.[0]?.deleted === true);
  const frames = listener.heard.filter(({ data }) => data.feed === id).map(({ data }) => data);
  for (const frame of frames) {
    expect(frame.from).toBe(cursor);
    cursor = frame.to;
  }
  expect(frames.map(({ messages }) => messages[0])).toEqual([message, edited, deleted]);
  expect(JSON.stringify(deleted)).not.toContain('hello');
  expect((await grace.ask('GET', path)).body.message).toEqual(deleted);
  listener.close();
});

test('a cursor is caught up, a useless one is reset, a foreign one is silence', async ({ caller, room }) => {
  const [ada, grace, eve] = [await caller('Ada'), await caller('Grace'), await caller('Eve')];
  const behind = await room({ members: [ada.person, grace.person] });
  const ahead = await room({ members: [ada.person, grace.person] });
  const foreign = await room({ members: [eve.person] });
  const { rev } = (await send(ada, behind.id, 'held')).body.message;
  await send(ada, behind.id, 'missed');
  await send(eve, foreign.id, 'secret');
  const cursors = [`${behind.id}:${rev}`, `${ahead.id}:999999`, `${foreign.id}:0`, `${randomUUID()}:0`];
  const listener = await opened(grace, `?cursors=${cursors.join()}`);
  expect(listener.heard.map(({ event }) => event).sort()).toEqual(['changes', 'hello', 'ready', 'reset']);
  const caught = listener.heard.find(named('changes'))?.data;
  expect(caught).toMatchObject({ feed: behind.id, from: rev, to: rev + 1, messages: [{ body: 'missed' }] });
  expect(listener.heard.find(named('reset'))?.data.entry).toMatchObject({ roomId: ahead.id });
  expect(listener.raw()).not.toContain('secret');
  expect(listener.raw()).not.toContain(foreign.id);
  listener.close();
});

test('21 cursors, one twice, or nonsense are refused before a stream opens', async ({ caller, nobody }) => {
  const ada = await caller('Ada');
  const ask = (cursors: string) => ada.ask('GET', `/api/stream?cursors=${cursors}`);
  const many = Array.from({ length: 21 }, () => `${randomUUID()}:0`);
  expectRefusal(await ask(many.join()), 'invalid', { fields: { cursors: 'too_many' } });
  const twice = `${many[0]},${many[0]}`;
  const nonsense = ['x', 'x:0', `${randomUUID()}`, `${randomUUID()}:-1`, `${randomUUID()}:1:2`, ',', twice];
  for (const cursors of nonsense)
    expectRefusal(await ask(cursors), 'invalid', { fields: { cursors: 'invalid' } });
  expectRefusal(await nobody.ask('GET', '/api/stream'), 'not_signed_in');
  const most = await opened(ada, `?cursors=${many.slice(1).join()}`);
  most.close();
});

test('whoever is removed hears nothing past their removal, on either process', async ({
  caller,
  room,
  second,
}) => {
  const [ada, grace, eve] = [await caller('Ada'), await caller('Grace'), await caller('Eve')];
  const shared = await room({ members: [ada.person, grace.person, eve.person] });
  const other = await room({ members: [ada.person, eve.person] });
  const listeners = [await opened(eve), await opened(eve.at(second))];
  const graces = await opened(grace);
  await send(ada, shared.id, 'all of you');
  for (const listener of [...listeners, graces]) await hears(listener, 'all of you');
  expect((await ada.ask('DELETE', `/api/rooms/${shared.id}/members/${eve.userId}`)).status).toBe(204);
  await send(ada, shared.id, 'between us');
  await hears(graces, 'between us');
  await send(ada, other.id, 'still with you');
  for (const listener of listeners) {
    await hears(listener, 'still with you');
    const end = await listener.until(({ data }) => data.feed === 'me' && data.ended.includes(shared.id));
    expect(end.data.rooms).toEqual([]);
    expect(listener.raw()).not.toContain('between us');
    listener.close();
  }
  graces.close();
});

test('two processes deliver to each other', async ({ caller, room, second }) => {
  const [ada, grace, eve] = [await caller('Ada'), await caller('Grace'), await caller('Eve')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const elsewhere = await room({ members: [ada.person, eve.person] });
  const here = await opened(ada);
  const there = await opened(grace.at(second));
  const excluded = await opened(eve.at(second));
  await send(ada, id, 'from the first');
  await hears(there, 'from the first');
  await send(grace.at(second), id, 'from the second');
  await hears(here, 'from the second');
  await send(ada, elsewhere.id, 'for Eve');
  await hears(excluded, 'for Eve');
  expect(excluded.raw()).not.toContain('from the');
  for (const listener of [here, there, excluded]) listener.close();
});

test('an ended session’s streams are over within two seconds, on either process', async ({
  caller,
  otherDevice,
  second,
}) => {
  const ada = await caller('Ada');
  const lost = await otherDevice(ada);
  const kept = await opened(ada);
  const streams = [await opened(lost), await opened(lost.at(second))];
  const begun = performance.now();
  expect((await ada.ask('DELETE', `/api/sessions/${lost.person.sessionId}`)).status).toBe(204);
  await Promise.all(streams.map((stream) => stream.ended));
  expect(performance.now() - begun).toBeLessThan(2_000);
  for (const stream of streams) expect(stream.heard.at(-1)?.event).toBe('bye');
  expectRefusal(await lost.ask('GET', '/api/me'), 'not_signed_in');
  expectRefusal(await lost.at(second).ask('GET', '/api/me'), 'not_signed_in');
  expect(kept.heard.map(({ event }) => event)).not.toContain('bye');
  kept.close();
});

test('of seven streams of one person the oldest is asked to wait until it is looked at', async ({
  caller,
}) => {
  const ada = await caller('Ada');
  const streams: Listener[] = [];
  for (let count = 0; count < 7; count += 1) streams.push(await opened(ada));
  const [oldest, ...others] = streams;
  await oldest?.ended;
  expect(oldest?.heard.at(-1)).toEqual({ event: 'bye', data: { retryMs: null } });
  for (const stream of others) {
    expect(stream.heard.map(({ event }) => event)).toEqual(['hello', 'ready']);
    stream.close();
  }
});

test('a process told to end says bye to all, each to return at another time, and ends', async ({
  caller,
  server,
}) => {
  test.slow();
  const process = await server();
  const people = await Promise.all(['Ada', 'Grace', 'Joan', 'Edsger'].map((name) => caller(name)));
  const streams = await Promise.all(people.map((person) => opened(person.at(process))));
  const { code, seconds } = await process.end('SIGTERM');
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(6);
  await Promise.all(streams.map((stream) => stream.ended));
  const byes = streams.map((stream) => stream.heard.at(-1));
  for (const bye of byes) expect(bye).toEqual({ event: 'bye', data: { retryMs: expect.any(Number) } });
  expect(new Set(byes.map((bye) => bye?.data.retryMs)).size).toBeGreaterThan(1);
});

test('a cursor further behind than 500 changes is reset', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  const { rev } = (await send(ada, id, 'first')).body.message;
  await db().execute(sql`
    with sent as (
      insert into messages (room_id, seq, id, author_id, body, rev, created_at)
      select ${id}, 1 + n, gen_random_uuid(), ${ada.userId}, 'more', ${rev}::bigint + n, now()
      from generate_series(1, 501) n returning seq
    )
    update rooms set last_seq = last_seq + 501, rev = rev + 501, last_message_at = now() where id = ${id}`);
  const listener = await opened(ada, `?cursors=${id}:${rev}`);
  expect(listener.heard.map(({ event }) => event)).toEqual(['hello', 'reset', 'ready']);
  expect(listener.heard[1]?.data.entry).toMatchObject({ roomId: id, lastSeq: 502, rev: rev + 501 });
  listener.close();
});
