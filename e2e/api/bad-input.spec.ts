import { randomUUID } from 'node:crypto';
import { readCounters } from '@/db/testing/counters';
import { type Answer, expect, expectRefusal, type PersonCaller, test } from '../support/api';

/* Each refusal is the clear one of the table, and afterwards the room is as it was. */

const message = (roomId: string, id: string = randomUUID()) => `/api/rooms/${roomId}/messages/${id}`;
const field = (name: string, reason: string) => ({ fields: { [name]: reason } });

async function unchanged(roomId: string, work: () => Promise<void>): Promise<void> {
  const before = await readCounters(roomId);
  await work();
  expect(await readCounters(roomId)).toEqual(before);
}

test('a message that is none stores nothing; 8,000 characters are one, however many bytes they take', async ({
  caller,
  room,
}) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  const send = (body: unknown) => ada.ask('PUT', message(id), body);
  await unchanged(id, async () => {
    for (const blank of ['', ' ', '\n\n', '\t \r\n', '\u00a0'])
      expectRefusal(await send({ body: blank }), 'invalid', field('body', 'blank'));
    expectRefusal(await send({ body: 'x'.repeat(8_001) }), 'invalid', field('body', 'too_long'));
    expectRefusal(await send({ body: '😀'.repeat(8_001) }), 'invalid', field('body', 'too_long'));
    expectRefusal(await send({ body: 'nul \0' }), 'invalid', field('body', 'forbidden_characters'));
    expectRefusal(await send('{"body":"half \\ud83d"}'), 'invalid', field('body', 'forbidden_characters'));
    expectRefusal(await send({}), 'invalid', field('body', 'invalid'));
    expectRefusal(await send({ body: 7 }), 'invalid', field('body', 'invalid'));
    expectRefusal(await send(['hi']), 'invalid', field('request', 'invalid'));
    expectRefusal(await send('null'), 'invalid', field('request', 'invalid'));
  });
  const longest = await send({ body: '😀'.repeat(8_000) });
  expect(longest.status).toBe(201);
  expect([...longest.body.message.body]).toHaveLength(8_000);
});

test('nobody sets what is not theirs to set', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  const sent = await ada.ask('PUT', message(id), { body: 'mine' });
  const mine = message(id, sent.body.message.id);
  await unchanged(id, async () => {
    for (const name of [
      'authorId',
      'seq',
      'rev',
      'createdAt',
      'editedAt',
      'deletedAt',
      'id',
      'roomId',
      'version',
    ])
      expectRefusal(
        await ada.ask('PUT', message(id), { body: 'hi', [name]: ada.userId }),
        'invalid',
        field(name, 'unknown_field'),
      );
    expectRefusal(
      await ada.ask('PATCH', mine, { body: 'hi', version: 1, authorId: randomUUID() }),
      'invalid',
      field('authorId', 'unknown_field'),
    );
    for (const name of ['kind', 'lastSeq', 'rev', 'memberKey', 'createdBy', 'archivedAt'])
      expectRefusal(
        await ada.ask('PATCH', `/api/rooms/${id}`, { topic: 'tea', [name]: 1 }),
        'invalid',
        field(name, 'unknown_field'),
      );
    expectRefusal(
      await ada.ask('PATCH', `/api/rooms/${id}/membership`, { involvement: 'nothing', role: 'admin' }),
      'invalid',
      field('role', 'unknown_field'),
    );
    expectRefusal(
      await ada.ask('PUT', `/api/rooms/${id}/read-marker`, { seq: 1, userId: randomUUID() }),
      'invalid',
      field('userId', 'unknown_field'),
    );
  });
  for (const name of ['role', 'id', 'email', 'kind', 'passwordHash', 'deactivatedAt'])
    expectRefusal(
      await ada.ask('PATCH', '/api/me', { name: 'Ada', [name]: 'owner' }),
      'invalid',
      field(name, 'unknown_field'),
    );
  expect((await ada.ask('GET', '/api/me')).body.me.role).toBe('member');
});

test('ids that are none, of another room or of somebody else', async ({ caller, room }) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const here = await room({ members: [ada.person, grace.person] });
  const there = await room({ members: [ada.person, grace.person] });
  const { body: sent } = await ada.ask('PUT', message(here.id), { body: 'here' });
  const id: string = sent.message.id;
  await unchanged(here.id, async () => {
    for (const bad of ['1', 'null', `${id}0`, id.replaceAll('-', ''), '%00', '..%2f..%2fme', '{}'])
      expectRefusal(
        await ada.ask('PUT', message(here.id, bad), { body: 'hi' }),
        'invalid',
        field('messageId', 'invalid'),
      );
    expectRefusal(await ada.ask('GET', '/api/rooms/general'), 'invalid', field('roomId', 'invalid'));
    for (const method of ['GET', 'DELETE'] as const)
      expectRefusal(await ada.ask(method, message(there.id, id)), 'not_found');
    expectRefusal(await ada.ask('PATCH', message(there.id, id), { body: 'x', version: 1 }), 'not_found');
    expectRefusal(await ada.ask('GET', `/api/rooms/${there.id}/messages?around=${id}`), 'not_found');
    expectRefusal(await ada.ask('PUT', message(here.id, id), { body: 'other' }), 'conflict', {
      reason: 'id_taken',
    });
    const another = await grace.ask('PUT', message(here.id, id), { body: 'here' });
    expectRefusal(another, 'conflict', { reason: 'id_taken' });
    expect(another.text).not.toContain('"here"');
  });
});

test('pages: limits, places and instants', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  const page = (query: string) => ada.ask('GET', `/api/rooms/${id}/messages?${query}`);
  for (const limit of ['0', '201', '-1', '1.5', 'ten', 'NaN', '1e9', ''])
    expect((await page(`limit=${limit}`)).status, `limit ${limit}`).toBe(422);
  for (const limit of ['1', '200']) expect((await page(`limit=${limit}`)).status).toBe(200);
  expectRefusal(await page('before=3&after=1'), 'invalid', field('request', 'one_place_only'));
  expectRefusal(
    await page('around=3&at=2026-11-20T00:00:00Z'),
    'invalid',
    field('request', 'one_place_only'),
  );
  expectRefusal(await page('before=3&before=4'), 'invalid', field('before', 'given_twice'));
  for (const at of [
    'yesterday',
    '2026-11-20',
    '2026-13-01T00:00:00Z',
    '2026-11-20T00:00:00',
    '0',
    '',
    '0000-01-01T00:00:00Z',
  ])
    expectRefusal(await page(`at=${at}`), 'invalid', field('at', 'invalid'));
  expectRefusal(await page('offset=3'), 'invalid', field('offset', 'unknown_field'));
  for (const after of ['-1', 'x', '9007199254740993', '1e400'])
    expect((await ada.ask('GET', `/api/rooms/${id}/changes?after=${after}`)).status, after).toBe(422);
  expect((await ada.ask('GET', `/api/rooms/${id}/changes`)).status).toBe(422);
});

test('a read marker beyond the end or back without knowing from where', async ({ caller, room }) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  await ada.ask('PUT', message(id), { body: 'one' });
  const mark = (body: unknown) => ada.ask('PUT', `/api/rooms/${id}/read-marker`, body);
  expectRefusal(await mark({ seq: 2 }), 'invalid', field('seq', 'beyond_end'));
  for (const seq of [-1, 0.5, '1', null]) expect((await mark({ seq })).status).toBe(422);
  expect((await mark({ seq: 1 })).body.entry.lastReadSeq).toBe(1);
  const moved = await mark({ seq: 0, was: 0 });
  expectRefusal(moved, 'conflict', { reason: 'marker_moved' });
  expect(moved.body.error.current).toMatchObject({ roomId: id, lastReadSeq: 1 });
});

test('room names: taken, blank, too long, or made to deceive', async ({ caller }) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const name = `Tea ${randomUUID()}`;
  const make = (who: PersonCaller, body: unknown) => who.ask('POST', '/api/rooms', body);
  expect((await make(ada, { kind: 'public', name })).status).toBe(201);
  const taken: Answer = await make(grace, { kind: 'public', name: name.toUpperCase() });
  expectRefusal(taken, 'conflict', { reason: 'room_name_taken', ...field('name', 'room_name_taken') });
  for (const [bad, reason] of [
    ['', 'blank'],
    ['   ', 'blank'],
    ['x'.repeat(61), 'too_long'],
    ['two\nlines', 'forbidden_characters'],
    ['\u202egnp.exe', 'forbidden_characters'],
    ['zero\u200bwidth', 'forbidden_characters'],
    ['nul\0', 'forbidden_characters'],
  ] as const)
    expectRefusal(await make(ada, { kind: 'public', name: bad }), 'invalid', field('name', reason));
  for (const kind of ['thread', 'secret', undefined])
    expect((await make(ada, { kind, name: randomUUID() })).status).toBe(422);
  const mine = (await grace.ask('GET', '/api/rooms')).body.rooms;
  expect(mine).toEqual([]);
});

test('a removed member and an archived room', async ({ caller, room }) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const sent = { id: randomUUID(), body: 'before' };
  expect((await grace.ask('PUT', message(id, sent.id), { body: sent.body })).status).toBe(201);
  expect((await ada.ask('DELETE', `/api/rooms/${id}/members/${grace.userId}`)).status).toBe(204);
  await unchanged(id, async () => {
    expectRefusal(await grace.ask('PUT', message(id), { body: 'after' }), 'not_found');
    expectRefusal(await grace.ask('PUT', message(id, sent.id), { body: sent.body }), 'not_found');
    expectRefusal(await grace.ask('PATCH', message(id, sent.id), { body: 'x', version: 1 }), 'not_found');
    expectRefusal(await grace.ask('DELETE', message(id, sent.id)), 'not_found');
    expectRefusal(await grace.ask('PUT', `/api/rooms/${id}/read-marker`, { seq: 1 }), 'not_found');
  });
  expect((await ada.ask('PATCH', `/api/rooms/${id}`, { archived: true })).status).toBe(200);
  await unchanged(id, async () => {
    const archived = { reason: 'archived' };
    expectRefusal(await ada.ask('PUT', message(id), { body: 'late' }), 'conflict', archived);
    expectRefusal(await ada.ask('DELETE', message(id, sent.id)), 'conflict', archived);
    expectRefusal(await ada.ask('PATCH', `/api/rooms/${id}`, { topic: 'x' }), 'conflict', archived);
    expectRefusal(await ada.ask('PUT', `/api/rooms/${id}/members/${grace.userId}`, {}), 'conflict', archived);
  });
});
