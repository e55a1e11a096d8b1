import { randomUUID } from 'node:crypto';
import { readCounters } from '@/db/testing/counters';
import { type Caller, expect, test } from '../support/api';

const path = (roomId: string, id: string = randomUUID()) => `/api/rooms/${roomId}/messages/${id}`;

test('sent once however often and wherever it is sent, edited and deleted once', async ({
  caller,
  room,
  second,
}) => {
  const ada = await caller('Ada');
  const { id: roomId } = await room({ members: [ada.person] });
  const before = await readCounters(roomId);
  const one = path(roomId);
  const both = [ada, ada.at(second)];
  const sends = await Promise.all(
    [...both, ...both, ...both].map((who) => who.ask('PUT', one, { body: 'once' })),
  );
  expect(sends.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  const [{ message } = { message: null }] = sends.map(({ body }) => body);
  for (const { body } of sends) expect(body.message).toEqual(message);
  const edits = await Promise.all(both.map((who) => who.ask('PATCH', one, { body: 'twice', version: 1 })));
  expect(edits.map(({ status, body }) => [status, body.message.version])).toEqual([
    [200, 2],
    [200, 2],
  ]);
  const repeat = await ada.ask('PUT', one, { body: 'once' });
  expect([repeat.status, repeat.body.message.body]).toEqual([200, 'twice']);
  const deletions = await Promise.all(both.map((who) => who.ask('DELETE', one)));
  expect(deletions.map(({ status, body }) => [status, body.message.deleted])).toEqual([
    [200, true],
    [200, true],
  ]);
  const after = await readCounters(roomId);
  expect(after.seqs).toEqual([1]);
  expect(after.rev).toBe(before.rev + 3);
});

test('two processes number one room without a hole, and each shows at once what the other stored', async ({
  caller,
  room,
  second,
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id: roomId } = await room({ members: [ada.person, grace.person] });
  const writers = [ada, grace.at(second)];
  const write = async (who: Caller, reader: Caller) => {
    for (let n = 0; n < 15; n += 1) {
      const one = path(roomId);
      const sent = await who.ask('PUT', one, { body: `message ${n}` });
      expect(sent.status).toBe(201);
      expect((await reader.ask('GET', one)).body).toEqual(sent.body);
    }
  };
  await Promise.all([write(ada, grace.at(second)), write(grace.at(second), ada)]);
  const counters = await readCounters(roomId);
  expect(counters.seqs).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(counters.createdInOrder).toBe(true);
  const pages = await Promise.all(writers.map((who) => who.ask('GET', `/api/rooms/${roomId}/messages`)));
  expect(pages[0]?.body).toEqual(pages[1]?.body);
});

test('an answer lost on the way is repaired by asking again', async ({ caller, room, app }) => {
  const ada = await caller('Ada');
  const { id: roomId } = await room({ members: [ada.person] });
  const one = path(roomId);
  const headers = { ...ada.headers, 'content-type': 'application/json' };
  const gaveUp = fetch(app + one, {
    method: 'PUT',
    headers,
    body: '{"body":"lost"}',
    signal: AbortSignal.timeout(1),
  });
  await expect(gaveUp).rejects.toThrow();
  const again = await ada.ask('PUT', one, { body: 'lost' });
  expect(again.body.message).toMatchObject({ seq: 1, body: 'lost' });
  expect((await readCounters(roomId)).seqs).toEqual([1]);
});

test('text comes back as it was sent, but for line ends and outer blank lines', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id: roomId } = await room({ members: [ada.person] });
  const sent = async (body: string) => (await ada.ask('PUT', path(roomId), { body })).body.message.body;
  const kept = "  <b>&amp;</b> `code`\n\tשלום \u202b👩‍👩‍👧 e\u0301 \\u0041 %00 '; drop table messages; --";
  expect(await sent(kept)).toBe(kept);
  expect(await sent('\r\n \r\n  one\rtwo\r\n\r\n')).toBe('  one\ntwo');
});

test('the 41st message in twenty seconds has to wait, a repeat has not', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id: roomId } = await room({ members: [ada.person] });
  const ids = Array.from({ length: 41 }, () => randomUUID());
  const statuses = await Promise.all(
    ids.map(async (id) => (await ada.ask('PUT', path(roomId, id), { body: 'hi' })).status),
  );
  expect(statuses.filter((status) => status === 201)).toHaveLength(40);
  const refusedId = ids[statuses.indexOf(429)];
  const refused = await ada.ask('PUT', path(roomId, refusedId), { body: 'hi' });
  expect(refused.status).toBe(429);
  expect(refused.body.error).toMatchObject({ code: 'slow_down', params: { reason: 'send' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const stored = ids[statuses.indexOf(201)];
  expect((await ada.ask('PUT', path(roomId, stored), { body: 'hi' })).status).toBe(200);
  expect((await readCounters(roomId)).lastSeq).toBe(40);
});

test('every page of every size is a window of the same log', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id: roomId } = await room({ members: [ada.person] });
  for (let n = 1; n <= 7; n += 1) await ada.ask('PUT', path(roomId), { body: `${n}` });
  const page = async (query: string) => {
    const { body } = await ada.ask('GET', `/api/rooms/${roomId}/messages?${query}`);
    return [body.messages.map(({ seq }: { seq: number }) => seq).join(''), body.hasBefore, body.hasAfter];
  };
  expect(await page('')).toEqual(['1234567', false, false]);
  expect(await page('limit=3')).toEqual(['567', true, false]);
  expect(await page('limit=3&before=5')).toEqual(['234', true, true]);
  expect(await page('limit=3&after=0')).toEqual(['123', false, true]);
  expect(await page('limit=3&after=7')).toEqual(['', true, false]);
  expect(await page('limit=3&around=4')).toEqual(['345', true, true]);
  expect(await page('limit=200&at=1999-01-01T00:00:00Z')).toEqual(['1234567', false, false]);
  expect(await page('limit=2&at=2999-01-01T00:00:00%2B02:00')).toEqual(['67', true, false]);
});
