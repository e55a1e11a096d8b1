import { afterEach, expect, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, makeSession, type TestPerson } from '@/db/testing/people';
import { deleteMessage } from '@/lib/messages/change-message';
import { sendMessages } from '@/lib/messages/send';
import { type Announcement, listening } from '@/lib/realtime/hub';
import { uuidv7 } from '@/lib/uuid';
import { readEntries } from './entries';
import { requireEntry } from './queries';
import { moveReadMarker } from './read-marker';

testDatabase();

async function scene(bodies: readonly ('ada' | 'bob')[]) {
  const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
  const room = await makeRoom({ members: [ada, bob] });
  const ids = bodies.map(() => uuidv7());
  await sendMessages(
    bodies.map((author, index) => ({
      roomId: room.id,
      authorId: (author === 'ada' ? ada : bob).userId,
      id: ids[index] ?? '',
      body: 'x',
    })),
  );
  const move = (person: TestPerson, input: { seq: number; was?: number }) =>
    moveReadMarker(person, room.id, input);
  return { ada, bob, room, ids, move };
}

afterEach(() => {
  listening().hub = undefined;
});

test('what does not count: own messages and others’ tombstones above the marker', async () => {
  const { ada, bob, room, ids } = await scene(['bob', 'ada', 'ada', 'bob', 'bob', 'ada']);
  await deleteMessage(bob, { roomId: room.id, id: ids[4] ?? '' });
  const skipOf = async (person: TestPerson) => (await requireEntry(person, room.id)).entry.skip;
  expect(await skipOf(ada)).toEqual([
    [2, 3],
    [5, 6],
  ]);
  expect(await skipOf(bob)).toEqual([
    [1, 1],
    [4, 5],
  ]);
});

test('forward only, from two devices at once', async () => {
  const { ada, room, move } = await scene(Array.from({ length: 20 }, () => 'bob' as const));
  const phone = await makeSession(ada);
  const moves = Array.from({ length: 20 }, (_, index) =>
    move(index % 2 ? ada : phone, { seq: ((index * 7) % 20) + 1 }),
  );
  await Promise.all(moves);
  const { entry } = await requireEntry(ada, room.id);
  expect(entry.lastReadSeq).toBe(20);
  const { entry: same } = await move(phone, { seq: 3 });
  expect(same).toEqual(entry);
});

test('back only from where the client thinks it stands', async () => {
  const { ada, move } = await scene(['bob', 'bob', 'bob', 'bob']);
  await move(ada, { seq: 4 });
  await expect(move(ada, { seq: 1, was: 3 })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'marker_moved', current: { lastReadSeq: 4 } },
  });
  const { entry } = await move(ada, { seq: 1, was: 4 });
  expect(entry.lastReadSeq).toBe(1);
  expect(await move(ada, { seq: 1, was: 4 })).toMatchObject({ entry: { lastReadSeq: 1 } });
});

test('beyond the end is refused with the end; outside the room there is nothing', async () => {
  const { ada, move } = await scene(['bob']);
  await expect(move(ada, { seq: 2 })).rejects.toMatchObject({
    code: 'invalid',
    details: { fields: { seq: { reason: 'beyond_end', limit: 1 } } },
  });
  await expect(move(await makePerson('eve'), { seq: 1 })).rejects.toMatchObject({ code: 'not_found' });
});

test('the handed-over frame is what a read of the feed would answer', async () => {
  const { ada, move } = await scene(['bob', 'bob']);
  const heard: Announcement[] = [];
  listening().hub = { announce: (announcement) => heard.push(announcement) };
  const { entry } = await move(ada, { seq: 2 });
  const read = await readEntries(ada.userId, { above: entry.userRev - 1, limit: 10 });
  expect(heard).toEqual([
    {
      feed: `me:${ada.userId}`,
      to: read?.rev,
      frame: { from: (read?.rev ?? 0) - 1, to: read?.rev, rooms: read?.rooms, ended: [], users: {} },
    },
  ]);
  await move(ada, { seq: 1 });
  expect(heard).toHaveLength(1);
});
