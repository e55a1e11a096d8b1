import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { changeRoom, deleteRoom } from './change-room';
import { createRoom } from './create-room';
import { readEntries } from './entries';
import { putMember, removeMember } from './members';
import { requireMembership } from './membership';
import { changeMembership, joinRoom, leaveRoom } from './own-membership';
import { browseRooms, findRoom, listMembers, requireEntry } from './queries';

testDatabase();

beforeAll(() => db().execute(sql`insert into settings (name) values ('Here')`));

const refusal = (code: string, reason?: string) => ({ code, ...(reason && { details: { reason } }) });
let names = 0;
const newName = () => `room ${++names}`;
const make = (person: TestPerson, kind: 'public' | 'private', name = newName(), memberIds: string[] = []) =>
  createRoom(person, { kind, name, memberIds });

describe('making a room', () => {
  test('its maker is its admin and has read all there is', async () => {
    const ada = await makePerson('ada');
    const { roomId } = await make(ada, 'private', 'Plans');
    const { entry } = await requireEntry(ada, roomId);
    expect(entry).toMatchObject({
      name: 'Plans',
      role: 'admin',
      lastSeq: 0,
      lastReadSeq: 0,
      skip: [],
      rev: 1,
    });
  });

  test('public names are unique, whatever their case or width; private ones say nothing', async () => {
    const ada = await makePerson('ada');
    await make(ada, 'public', 'General');
    await expect(make(ada, 'public', 'ＧＥＮＥＲＡＬ')).rejects.toMatchObject(
      refusal('conflict', 'room_name_taken'),
    );
    const { roomId } = await make(ada, 'private', 'general');
    await make(ada, 'public', 'free');
    await make(ada, 'private', 'free');
    expect(await findRoom(ada, roomId)).toMatchObject({ name: 'general', kind: 'private' });
  });

  test('an archived name is free again, and coming back to a taken one is refused', async () => {
    const ada = await makePerson('ada');
    const name = newName();
    const { roomId } = await make(ada, 'public', name);
    await changeRoom(ada, roomId, { archived: true });
    await make(ada, 'public', name);
    await expect(changeRoom(ada, roomId, { archived: false })).rejects.toMatchObject(
      refusal('conflict', 'room_name_taken'),
    );
  });

  test('guests make none; where only admins may, members make none', async () => {
    const [guest, member, admin] = await Promise.all([
      makePerson('guest', { role: 'guest' }),
      makePerson('member'),
      makePerson('admin', { role: 'admin' }),
    ]);
    await expect(make(guest, 'public')).rejects.toMatchObject(refusal('not_allowed'));
    await db().execute(sql`update settings set room_creation = 'admins'`);
    await expect(make(member, 'public')).rejects.toMatchObject(refusal('not_allowed'));
    await make(admin, 'public');
    await db().execute(sql`update settings set room_creation = 'members'`);
  });

  test('six hundred people at once each take a rev of their own', async () => {
    const ada = await makePerson('ada');
    const { rows } = await db().execute<{ id: string }>(sql`
      insert into users (name) select 'p' || n from generate_series(1, 600) n returning id`);
    const { roomId } = await make(
      ada,
      'private',
      newName(),
      rows.map((row) => row.id),
    );
    const { rev, revs } = await readCounters(roomId);
    expect(rev).toBe(601);
    expect(new Set(revs).size).toBe(601);
  });

  test('somebody who is not here cannot be added', async () => {
    const ada = await makePerson('ada');
    await expect(make(ada, 'private', newName(), [crypto.randomUUID()])).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: { memberIds: { reason: 'unknown_person' } } },
    });
  });
});

describe('direct conversations', () => {
  test('the same people always get the same one, also when they ask at once', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const open = (person: TestPerson, others: TestPerson[]) =>
      createRoom(person, { kind: 'direct', memberIds: others.map((other) => other.userId) });
    const opened = await Promise.all([
      open(ada, [bob]),
      open(bob, [ada]),
      open(ada, [bob, ada]),
      open(bob, [ada, bob]),
    ]);
    expect(new Set(opened.map(({ roomId }) => roomId)).size).toBe(1);
    expect(opened.filter(({ created }) => created)).toHaveLength(1);
    const notes = await open(ada, []);
    expect(notes.roomId).not.toBe(opened[0]?.roomId);
    const { entry, users } = await requireEntry(ada, opened[0]?.roomId ?? '');
    expect(new Set(entry.memberIds)).toEqual(new Set([ada.userId, bob.userId]));
    expect(users[bob.userId]).toEqual({ name: 'bob', avatar: null, kind: 'person' });
  });

  test('never widen, and nobody leaves, renames or deletes them', async () => {
    const [ada, bob, eve] = await Promise.all([
      makePerson('ada', { role: 'owner' }),
      makePerson('bob'),
      makePerson('eve'),
    ]);
    const { roomId } = await createRoom(ada, { kind: 'direct', memberIds: [bob.userId] });
    const refused = refusal('not_allowed');
    await expect(putMember(ada, { roomId, userId: eve.userId })).rejects.toMatchObject(refused);
    await expect(removeMember(ada, { roomId, userId: bob.userId })).rejects.toMatchObject(refused);
    await expect(leaveRoom(bob, roomId)).rejects.toMatchObject(refused);
    await expect(changeRoom(ada, roomId, { name: 'x' })).rejects.toMatchObject(refused);
    await expect(deleteRoom(ada, roomId)).rejects.toMatchObject(refused);
  });
});

describe('joining and leaving', () => {
  test('a public room is one click; others are not there', async () => {
    const [ada, bob, guest] = await Promise.all([
      makePerson('ada'),
      makePerson('bob'),
      makePerson('g', { role: 'guest' }),
    ]);
    const open = await make(ada, 'public');
    const closed = await make(ada, 'private');
    await joinRoom(bob, open.roomId);
    await joinRoom(bob, open.roomId);
    expect((await readCounters(open.roomId)).rev).toBe(2);
    await expect(joinRoom(bob, closed.roomId)).rejects.toMatchObject(refusal('not_found'));
    await expect(joinRoom(bob, crypto.randomUUID())).rejects.toMatchObject(refusal('not_found'));
    await expect(joinRoom(guest, open.roomId)).rejects.toMatchObject(refusal('not_found'));
  });

  test('two clicks at once are one membership', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const { roomId } = await make(ada, 'public');
    await Promise.all([1, 2, 3, 4].map(() => joinRoom(bob, roomId)));
    expect(await readCounters(roomId)).toMatchObject({ rev: 2, revs: [1, 2] });
  });

  test('leaving ends the row; coming back revives it as read', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const { roomId } = await make(ada, 'public', newName(), [bob.userId]);
    await db().execute(sql`update rooms set last_seq = 7 where id = ${roomId}`);
    await leaveRoom(bob, roomId);
    await expect(requireMembership(bob, roomId)).rejects.toMatchObject(refusal('not_found'));
    expect(await findRoom(bob, roomId)).toMatchObject({ joined: false });
    const gone = await readEntries(bob.userId, { above: 0, limit: 10 });
    expect(gone).toMatchObject({ rooms: [], ended: [roomId] });
    await joinRoom(bob, roomId);
    expect((await requireEntry(bob, roomId)).entry).toMatchObject({ lastReadSeq: 7, role: 'member' });
  });

  test('the last admin stays, unless alone; two admins who leave at once do not both go', async () => {
    const [ada, bob, eve] = await Promise.all([makePerson('ada'), makePerson('bob'), makePerson('eve')]);
    const { roomId } = await make(ada, 'private', newName(), [bob.userId, eve.userId]);
    await expect(leaveRoom(ada, roomId)).rejects.toMatchObject(refusal('conflict', 'last_admin'));
    await putMember(ada, { roomId, userId: bob.userId, role: 'admin' });
    const left = await Promise.allSettled([leaveRoom(ada, roomId), leaveRoom(bob, roomId)]);
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const alone = await make(eve, 'private');
    await leaveRoom(eve, alone.roomId);
  });
});

describe('members', () => {
  test('a private room widens by its admins, a public one by everybody in it', async () => {
    const [ada, bob, eve, dan] = (await Promise.all(
      ['ada', 'bob', 'eve', 'dan'].map((name) => makePerson(name)),
    )) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const closed = await make(ada, 'private', newName(), [bob.userId]);
    const open = await make(ada, 'public', newName(), [bob.userId]);
    const add = (person: TestPerson, roomId: string) => putMember(person, { roomId, userId: dan.userId });
    await expect(add(bob, closed.roomId)).rejects.toMatchObject(refusal('not_allowed'));
    await expect(add(eve, closed.roomId)).rejects.toMatchObject(refusal('not_found'));
    await expect(add(eve, open.roomId)).rejects.toMatchObject(refusal('not_found'));
    expect(await add(ada, closed.roomId)).toEqual({ added: true });
    expect(await add(bob, open.roomId)).toEqual({ added: true });
    expect(await add(bob, open.roomId)).toEqual({ added: false });
    await expect(
      putMember(bob, { roomId: open.roomId, userId: bob.userId, role: 'admin' }),
    ).rejects.toMatchObject(refusal('not_allowed'));
  });

  test('a removed one is gone from the list, with a line in the audit log', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const { roomId } = await make(ada, 'private', newName(), [bob.userId]);
    await expect(removeMember(bob, { roomId, userId: ada.userId })).rejects.toMatchObject(
      refusal('not_allowed'),
    );
    await removeMember(ada, { roomId, userId: bob.userId });
    const { members } = await listMembers(await requireMembership(ada, roomId));
    expect(members.map(({ userId }) => userId)).toEqual([ada.userId]);
    await expect(removeMember(ada, { roomId, userId: bob.userId })).rejects.toMatchObject(
      refusal('not_found'),
    );
    const { rows } = await db().execute(sql`select action from audit_log where subject_id = ${bob.userId}`);
    expect(rows).toEqual([{ action: 'member.remove' }]);
  });

  test('a list longer than a page goes on after the last one', async () => {
    const ada = await makePerson('ada');
    const { rows } = await db().execute<{ id: string }>(sql`
      insert into users (name) select 'p' || n from generate_series(1, 230) n returning id`);
    const { roomId } = await make(
      ada,
      'private',
      newName(),
      rows.map((row) => row.id),
    );
    const membership = await requireMembership(ada, roomId);
    const first = await listMembers(membership);
    const second = await listMembers(membership, first.members.at(-1)?.userId);
    expect([first.members.length, first.hasMore, second.members.length, second.hasMore]).toEqual([
      200,
      true,
      31,
      false,
    ]);
  });
});

describe('changing a room', () => {
  test('takes one rev, which is also its info_rev', async () => {
    const [ada, bob, guest] = await Promise.all([
      makePerson('ada'),
      makePerson('bob'),
      makePerson('g', { role: 'guest' }),
    ]);
    const { roomId } = await make(ada, 'private', newName(), [bob.userId, guest.userId]);
    await changeRoom(bob, roomId, { topic: 'what we do' });
    expect((await requireEntry(ada, roomId)).entry).toMatchObject({
      topic: 'what we do',
      rev: 4,
      infoRev: 4,
    });
    await expect(changeRoom(bob, roomId, { name: 'mine' })).rejects.toMatchObject(refusal('not_allowed'));
    await expect(changeRoom(guest, roomId, { topic: 'x' })).rejects.toMatchObject(refusal('not_allowed'));
    await changeRoom(ada, roomId, { archived: true });
    await expect(changeRoom(ada, roomId, { topic: 'x' })).rejects.toMatchObject(
      refusal('conflict', 'archived'),
    );
    await changeRoom(ada, roomId, { archived: false });
  });

  test('deleting takes the messages and everybody out, and tells them', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const { roomId } = await make(ada, 'public', newName(), [bob.userId]);
    await expect(deleteRoom(bob, roomId)).rejects.toMatchObject(refusal('not_allowed'));
    await deleteRoom(ada, roomId);
    await expect(findRoom(ada, roomId)).rejects.toMatchObject(refusal('not_found'));
    expect(await readEntries(bob.userId, { above: 0, limit: 10 })).toMatchObject({ ended: [roomId] });
    await expect(joinRoom(bob, roomId)).rejects.toMatchObject(refusal('not_found'));
  });
});

test('involvement and mute are one’s own, and travel by the own rev', async () => {
  const ada = await makePerson('ada');
  const { roomId } = await make(ada, 'private');
  const before = await readCounters(roomId);
  await changeMembership(ada, roomId, { involvement: 'mentions', mutedUntil: '2030-01-01T00:00:00Z' });
  const { entry } = await requireEntry(ada, roomId);
  expect(entry).toMatchObject({
    involvement: 'mentions',
    mutedUntil: '2030-01-01T00:00:00.000Z',
    userRev: 2,
  });
  expect((await readCounters(roomId)).rev).toBe(before.rev);
});

test('a card shows the faces of those who are there longest, and when anything was last said', async () => {
  const people = await Promise.all(
    ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay'].map((name) => makePerson(name)),
  );
  const [ada, bob, cleo, dan, eve] = people as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
  const { roomId } = await createRoom(ada, { kind: 'public', name: 'Yak herd', memberIds: [] });
  for (const { userId } of people.slice(1)) await putMember(ada, { roomId, userId });
  await removeMember(ada, { roomId, userId: bob.userId });
  const at = new Date('2026-03-01T10:00:00Z');
  await db().execute(sql`update rooms set last_message_at = ${at.toISOString()} where id = ${roomId}`);
  const [card] = (await browseRooms(bob, 'yak')).rooms;
  expect(card).toMatchObject({ memberCount: 5, lastMessageAt: at.toISOString(), joined: false });
  expect(card?.faces.map(({ id }) => id)).toEqual([ada, cleo, dan, eve].map(({ userId }) => userId));
});

test('browsing finds public rooms by part of their name or topic; guests browse nothing', async () => {
  const [ada, bob, guest] = await Promise.all([
    makePerson('ada'),
    makePerson('bob'),
    makePerson('g', { role: 'guest' }),
  ]);
  const { roomId } = await createRoom(ada, {
    kind: 'public',
    name: 'Zebra watch',
    topic: 'stripes',
    memberIds: [],
  });
  await make(ada, 'private', 'Zebra secrets');
  for (const q of ['zebra', 'STRIPES']) {
    const { rooms } = await browseRooms(bob, q);
    const faces = [{ id: ada.userId, name: 'ada', avatar: null, kind: 'person' }];
    const shown = { id: roomId, name: 'Zebra watch', topic: 'stripes' };
    expect(rooms).toEqual([{ ...shown, memberCount: 1, faces, lastMessageAt: null, joined: false }]);
  }
  expect((await browseRooms(bob, '100%')).rooms).toEqual([]);
  await expect(browseRooms(guest)).rejects.toMatchObject(refusal('not_allowed'));
  await expect(findRoom(guest, roomId)).rejects.toMatchObject(refusal('not_found'));
});

test('people outside a private room learn nothing of it', async () => {
  const [ada, eve] = await Promise.all([makePerson('ada'), makePerson('eve', { role: 'owner' })]);
  const room = await makeRoom({ members: [ada] });
  await expect(findRoom(eve, room.id)).rejects.toMatchObject(refusal('not_found'));
  await expect(requireMembership(eve, room.id)).rejects.toMatchObject(refusal('not_found'));
  await expect(changeRoom(eve, room.id, { name: 'x' })).rejects.toMatchObject(refusal('not_found'));
});
