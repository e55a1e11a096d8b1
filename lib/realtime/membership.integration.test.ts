import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, makeSession, type TestPerson, type TestRoom } from '@/db/testing/people';
import { transaction } from '@/db/transaction';
import { postMessage } from '@/lib/messages/post-message';
import { sendMessages } from '@/lib/messages/send';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { endMemberships } from '@/lib/rooms/end-memberships';
import { lockMemberships, lockRooms } from '@/lib/rooms/locks';
import { putMember, removeMember } from '@/lib/rooms/members';
import { moveReadMarker } from '@/lib/rooms/read-marker';
import { endSession } from '@/lib/sessions/commands';
import { uuidv7 } from '@/lib/uuid';
import { type Announcement, announceAll } from './hub';
import type { Hub } from './stream-hub';
import { beginListening, gate, listen, reads, startProcess, until } from './testing/listen';

testDatabase();

let ada: TestPerson;
let grace: TestPerson;
let edsger: TestPerson;
let room: TestRoom;

beforeAll(async () => {
  [ada, grace, edsger] = [await makePerson('Ada'), await makePerson('Grace'), await makePerson('Edsger')];
});

beforeEach(async () => {
  room = await makeRoom({ members: [ada, edsger] });
});

const say = (body: string) => postMessage(ada, { roomId: room.id, id: uuidv7(), body });

/** As a command does it, but announced by the test, whenever it likes. */
function change(kind: 'begin' | 'end', people: TestPerson[]): Promise<Announcement[]> {
  const pairs = people.map(({ userId }) => ({ roomId: room.id, userId }));
  return transaction(async (tx) => {
    if (kind === 'begin') return beginMemberships(tx, pairs);
    await lockMemberships(tx, pairs);
    await lockRooms(tx, [room.id]);
    return endMemberships(tx, pairs);
  });
}

test('a membership that begins is told with its entry, and then the room is heard', async () => {
  const here = startProcess({ hears: true });
  const there = startProcess();
  const [near, far] = [await listen(here, grace), await listen(there, grace)];
  await say('before');
  await putMember(ada, { roomId: room.id, userId: grace.userId });
  await until(() => expect(near.reader.entries.get(room.id)?.lastReadSeq).toBe(1));
  await there.tick();
  await until(() => expect(far.reader.entries.has(room.id)).toBe(true));
  await say('after');
  await there.tick();
  for (const { reader } of [near, far]) {
    await until(() => expect(reader.log(room.id)).toEqual(['2:after']));
    expect(reader.gaps).toEqual([]);
  }
});

test('a membership that begins while a stream opens is neither lost nor taken back by an older hello', async () => {
  const slow = gate();
  let told = 0;
  const hub = startProcess({
    hears: true,
    changed: {
      hello: async (userId) => {
        const hello = await reads.hello(userId);
        await slow.pass();
        return hello;
      },
      me: async (userId, from) => {
        const news = await reads.me(userId, from);
        told += 1;
        return news;
      },
    },
  });
  const { reader, opened } = beginListening(hub, grace);
  await slow.reached;
  await putMember(ada, { roomId: room.id, userId: grace.userId });
  // Read once to subscribe the room, once for the entry; one that is read later than the message holds it already.
  await until(() => expect(told).toBe(2));
  await say('to the new one');
  slow.open();
  await opened;
  await until(() => expect(reader.log(room.id)).toEqual(['1:to the new one']));
  expect(reader.gaps).toEqual([]);
});

test('a membership that ends while a stream opens is not heard, although its frame has passed', async () => {
  await change('begin', [grace]);
  const slow = gate();
  const hub = startProcess({
    hears: true,
    changed: {
      standing: async (who) => {
        const standing = await reads.standing(who);
        if (who.userId === grace.userId) await slow.pass();
        return standing;
      },
    },
  });
  const witness = await listen(hub, edsger);
  const { reader, opened } = beginListening(hub, grace);
  await slow.reached;
  await removeMember(ada, { roomId: room.id, userId: grace.userId });
  await say('not for Grace');
  await until(() => expect(witness.reader.log(room.id)).toEqual(['1:not for Grace']));
  slow.open();
  await opened;
  await say('nor this');
  await until(() => expect(witness.reader.log(room.id)).toHaveLength(2));
  expect(reader.isReady).toBe(true);
  expect(reader.entries.has(room.id)).toBe(false);
  expect(JSON.stringify(reader.events)).not.toMatch(/not for Grace|nor this/);
});

test('600 people added at once reach everyone, in more than one step', async () => {
  const { rows: crowd } = await db().execute<TestPerson>(sql`
    insert into users (name) select 'Person ' || n from generate_series(1, 600) n returning id as "userId"`);
  const here = startProcess({ hears: true });
  const there = startProcess();
  const [near, far] = [await listen(here, edsger), await listen(there, edsger)];
  const addedOne = await listen(there, grace);
  announceAll(await change('begin', [...crowd.slice(0, 300), grace, ...crowd.slice(300)]));
  await there.tick();
  for (const { reader } of [near, far]) {
    await until(() => expect(reader.rooms.get(room.id)?.members.size).toBe(601));
    expect(reader.named('changes')).toHaveLength(2);
    expect(reader.gaps).toEqual([]);
  }
  await until(() => expect(addedOne.reader.entries.has(room.id)).toBe(true));
});

test('someone removed hears nothing past that rev, on both processes, under traffic', async () => {
  await change('begin', [grace]);
  const here = startProcess({ hears: true });
  const there = startProcess();
  const [near, far] = [await listen(here, grace), await listen(there, grace)];
  const witness = await listen(there, edsger);
  const talk = Promise.all(
    Array.from({ length: 30 }, async (_, n) => {
      await sendMessages([{ roomId: room.id, authorId: ada.userId, id: uuidv7(), body: `${n}` }]);
      await there.tick();
    }),
  );
  await removeMember(ada, { roomId: room.id, userId: grace.userId });
  await talk;
  const { rows } = await db().execute<{ rev: number }>(
    sql`select rev from memberships where room_id = ${room.id} and user_id = ${grace.userId}`,
  );
  const end = rows[0]?.rev ?? 0;
  await say('past the end');
  await there.tick();
  await until(() => expect(witness.reader.log(room.id).at(-1)).toMatch(/past the end$/));
  for (const { reader } of [near, far]) {
    await until(() => expect(reader.entries.has(room.id)).toBe(false));
    const heard = reader.applied
      .filter((line) => line.startsWith(room.id))
      .map((line) => Number(line.split('@')[1]));
    expect(heard.filter((rev) => rev >= end)).toEqual([]);
    expect(JSON.stringify(reader.events)).not.toContain('past the end');
  }
});

test('someone removed and added again before anyone polled stays', async () => {
  await change('begin', [grace]);
  const hub = startProcess();
  const { reader } = await listen(hub, grace);
  await change('end', [grace]);
  await change('begin', [grace]);
  await hub.tick();
  await until(() => expect(reader.named('changes')).toHaveLength(2));
  await say('welcome back');
  await hub.tick();
  await until(() => expect(reader.log(room.id)).toEqual(['1:welcome back']));
});

test('the late announcement of an end does not take away what began again', async () => {
  await change('begin', [grace]);
  const hub = startProcess();
  await listen(hub, edsger);
  const [ended] = (await change('end', [grace])).filter(({ feed }) => feed === room.id);
  await change('begin', [grace]);
  const { reader } = await listen(hub, grace);
  const to = ended?.to ?? 0;
  const members = [{ userId: grace.userId, role: 'member' as const, rev: to, ended: true }];
  hub.announce({ feed: room.id, to, frame: { from: to - 1, to, messages: [], members, users: {} } });
  await say('still here');
  await hub.tick();
  await until(() => expect(reader.log(room.id)).toEqual(['1:still here']));
});

test('a read marker reaches the person’s other streams without a read, and nobody else', async () => {
  let isRead = false;
  const hub = startProcess({
    hears: true,
    changed: {
      me: (userId, from) => {
        isRead = true;
        return reads.me(userId, from);
      },
    },
  });
  const { reader: mine } = await listen(hub, edsger);
  const { reader: theirs } = await listen(hub, ada);
  await say('read this');
  await moveReadMarker(edsger, room.id, { seq: 1 });
  expect(mine.entries.get(room.id)?.lastReadSeq).toBe(1);
  expect(isRead).toBe(false);
  expect(theirs.named('changes')).toHaveLength(1);
});

test('an ended session ends its streams on both processes, and no other', async () => {
  const phone = await makeSession(edsger);
  const here = startProcess({ hears: true });
  const there = startProcess();
  const streams = await Promise.all(
    [here, there].map(async (hub: Hub) => ({
      lost: await listen(hub, phone),
      kept: await listen(hub, edsger),
    })),
  );
  await endSession(edsger, phone.sessionId);
  await there.tick();
  for (const { lost, kept } of streams) {
    await until(() => expect(lost.sink.ended).toBe(true));
    expect(lost.reader.bye).toBeDefined();
    expect(kept.sink.ended).toBe(false);
  }
});

test('a session that ended before its stream was registered does not open', async () => {
  const phone = await makeSession(edsger);
  await endSession(edsger, phone.sessionId);
  const hub = startProcess();
  const { reader, sink } = await listen(hub, phone);
  expect(sink.ended).toBe(true);
  expect(reader.events.map(({ name }) => name)).toEqual(['bye']);
  expect(hub.size.streams).toBe(0);
});
