import { randomUUID } from 'node:crypto';
import { expect, expectRefusal, test } from '../support/api';

test('each changed row once, in its newest state, with everybody it names', async ({ caller, room }) => {
  const [ada, grace, eve] = [await caller('Ada'), await caller('Grace'), await caller('Eve')];
  const { id } = await room({ members: [ada.person, grace.person] });
  const changes = (after: number) => grace.ask('GET', `/api/rooms/${id}/changes?after=${after}`);
  const message = `/api/rooms/${id}/messages/${randomUUID()}`;
  const { rev: start } = (await grace.ask('GET', '/api/rooms')).body.rooms[0];
  await ada.ask('PUT', message, { body: 'first thought' });
  await ada.ask('PATCH', message, { body: 'second thought', version: 1 });
  await ada.ask('PATCH', `/api/rooms/${id}`, { topic: 'tea' });
  await ada.ask('PUT', `/api/rooms/${id}/members/${eve.userId}`, {});
  const { body, text } = await changes(start);
  expect(body).toMatchObject({
    from: start,
    to: start + 4,
    messages: [{ body: 'second thought', version: 2, rev: start + 2 }],
    room: { topic: 'tea', rev: start + 3 },
    members: [{ userId: eve.userId, ended: false, rev: start + 4 }],
  });
  expect(Object.keys(body.users).sort()).toEqual([ada.userId, eve.userId].sort());
  expect(text).not.toContain('first thought');
  await ada.ask('DELETE', message);
  await ada.ask('DELETE', `/api/rooms/${id}/members/${eve.userId}`);
  const later = await changes(start + 4);
  expect(later.body).toMatchObject({ messages: [{ deleted: true }], members: [{ ended: true }] });
  expect(later.text).not.toContain('thought');
  expect((await changes(start + 6)).body).toMatchObject({ from: start + 6, to: start + 6, messages: [] });
  expect((await changes(start + 7)).body).toMatchObject({
    reset: true,
    entry: { roomId: id, rev: start + 6 },
  });
  expectRefusal(await eve.ask('GET', `/api/rooms/${id}/changes?after=0`), 'not_found');
  expectRefusal(await grace.ask('GET', `/api/rooms/${randomUUID()}/changes?after=0`), 'not_found');
});
