import { randomUUID } from 'node:crypto';
import { expect, expectRefusal, test } from '../support/api';

test('made, found, joined, left and archived, as each of two people sees it', async ({ caller }) => {
  const [ada, grace, guest] = [
    await caller('Ada'),
    await caller('Grace'),
    await caller('Guest', { role: 'guest' }),
  ];
  const name = `Engines ${randomUUID()}`;
  const made = await ada.ask('POST', '/api/rooms', { kind: 'public', name, topic: ' brass \n and steam ' });
  expect(made.status).toBe(201);
  expect(made.body.entry).toMatchObject({ name, topic: 'brass and steam', role: 'admin', lastSeq: 0 });
  const { roomId } = made.body.entry;
  const path = `/api/rooms/${roomId}`;
  const browse = async () =>
    (await grace.ask('GET', `/api/rooms?browse=1&q=${encodeURIComponent(name.toLowerCase())}`)).body.rooms;
  expect(await browse()).toMatchObject([{ id: roomId, memberCount: 1, joined: false }]);
  expect((await grace.ask('GET', path)).body.room).toEqual({
    ...{ id: roomId, name, topic: 'brass and steam', memberCount: 1, joined: false, lastMessageAt: null },
    faces: [{ id: ada.userId, name: expect.stringContaining('Ada'), avatar: null, kind: 'person' }],
  });
  expectRefusal(await grace.ask('GET', `${path}/messages`), 'not_found');
  expectRefusal(await guest.ask('GET', path), 'not_found');
  await ada.ask('PUT', `${path}/messages/${randomUUID()}`, { body: 'from before' });

  const joined = await grace.ask('PUT', `${path}/membership`);
  expect(joined.body.entry).toMatchObject({ roomId, role: 'member', lastSeq: 1, lastReadSeq: 1, skip: [] });
  expect((await grace.ask('PUT', `${path}/membership`)).body).toEqual(joined.body);
  expect((await grace.ask('GET', `${path}/messages`)).body.messages).toMatchObject([{ body: 'from before' }]);
  const { members } = (await grace.ask('GET', `${path}/members`)).body;
  expect(new Set(members.map(({ userId }: { userId: string }) => userId))).toEqual(
    new Set([ada.userId, grace.userId]),
  );
  expect((await grace.ask('DELETE', `${path}/membership`)).status).toBe(204);
  expectRefusal(await grace.ask('DELETE', `${path}/membership`), 'not_found');

  expect((await ada.ask('PATCH', path, { archived: true })).body.room.archivedAt).toEqual(expect.any(String));
  expect(await browse()).toEqual([]);
  expectRefusal(await grace.ask('PUT', `${path}/membership`), 'conflict', { reason: 'archived' });
  expect((await ada.ask('GET', `${path}/messages`)).body.messages).toHaveLength(1);
  expect((await ada.ask('DELETE', path)).status).toBe(204);
  for (const who of [ada, grace]) expectRefusal(await who.ask('GET', path), 'not_found');
});

test('of two who take a name at once one gets it; the same people get one conversation', async ({
  caller,
  second,
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const name = randomUUID();
  const makes = await Promise.all(
    [ada, grace.at(second)].map((who) => who.ask('POST', '/api/rooms', { kind: 'public', name })),
  );
  expect(makes.map(({ status }) => status).sort()).toEqual([201, 409]);
  const talks = await Promise.all([
    ada.ask('POST', '/api/rooms', { kind: 'direct', memberIds: [grace.userId] }),
    grace.at(second).ask('POST', '/api/rooms', { kind: 'direct', memberIds: [ada.userId, grace.userId] }),
    ada.at(second).ask('POST', '/api/rooms', { kind: 'direct', memberIds: [grace.userId, grace.userId] }),
  ]);
  expect(talks.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(new Set(talks.map(({ body }) => body.entry.roomId)).size).toBe(1);
});

test('the marker of two devices is one, and only moves forward', async ({ caller, otherDevice, room }) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const phone = await otherDevice(grace);
  const { id } = await room({ members: [ada.person, grace.person] });
  for (let n = 0; n < 5; n += 1)
    await ada.ask('PUT', `/api/rooms/${id}/messages/${randomUUID()}`, { body: `${n}` });
  const marks = [3, 1, 5, 2, 4].map((seq, index) =>
    [grace, phone][index % 2]?.ask('PUT', `/api/rooms/${id}/read-marker`, { seq }),
  );
  for (const mark of await Promise.all(marks)) expect(mark?.status).toBe(200);
  const [entry] = (await phone.ask('GET', '/api/rooms')).body.rooms;
  expect(entry).toMatchObject({ lastReadSeq: 5, lastSeq: 5, skip: [] });
  const back = await phone.ask('PUT', `/api/rooms/${id}/read-marker`, { seq: 2, was: 5 });
  expect(back.body.entry.lastReadSeq).toBe(2);
  expect((await ada.ask('GET', '/api/rooms')).body.rooms[0]).toMatchObject({
    lastReadSeq: 0,
    skip: [[1, 5]],
  });
});
