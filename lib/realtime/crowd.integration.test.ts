import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { postMessage } from '@/lib/messages/post-message';
import { uuidv7 } from '@/lib/uuid';
import type { RoomFrame } from './contract';
import { listening } from './hub';
import { listen, startProcess, until } from './testing/listen';

testDatabase();

const WRITERS = 50;
const EACH = 4;

/** Announcements of this process arrive late, in another order, without their frame, or not at all. */
function unreliable(hub: ReturnType<typeof startProcess>): void {
  let n = 0;
  listening().hub = {
    announce: ({ feed, to, frame }) => {
      n += 1;
      if (n % 7 === 0) return;
      const announcement = n % 5 === 0 || !frame ? { feed, to } : { feed, to, frame };
      if (n % 3 === 0) setTimeout(() => hub.announce(announcement), n % 20);
      else hub.announce(announcement);
    },
  };
}

test('50 writers at once are heard by ten readers on two processes: dense, in one order, exactly once', async () => {
  const writers: TestPerson[] = [];
  for (let n = 0; n < WRITERS; n += 1) writers.push(await makePerson(`Writer ${n}`));
  const room = await makeRoom({ members: writers });
  const [here, there] = [startProcess({ hears: true }), startProcess()];
  unreliable(here);
  const readers = [];
  for (const [n, writer] of writers.slice(0, 10).entries()) {
    readers.push((await listen(n % 2 ? here : there, writer)).reader);
  }
  const poll = setInterval(() => void Promise.all([here.tick(), there.tick()]), 20);
  onTestFinished(() => clearInterval(poll));
  await Promise.all(
    writers.map(async (writer, w) => {
      for (let n = 0; n < EACH; n += 1) {
        await postMessage(writer, { roomId: room.id, id: uuidv7(), body: `${w}.${n}` });
      }
    }),
  );
  const { rows } = await db().execute<{ seq: number; rev: number; body: string }>(
    sql`select seq, rev, body from messages where room_id = ${room.id} order by rev`,
  );
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: WRITERS * EACH }, (_, n) => n + 1));
  const truth = rows.map(({ seq, body }) => `${seq}:${body}`);
  for (const reader of readers) {
    await until(() => expect(reader.log(room.id)).toEqual(truth));
    expect(reader.gaps).toEqual([]);
    expect(reader.applied).toEqual(rows.map(({ rev }) => `${room.id}@${rev}`));
  }
});

test('thirty streams cost one read of what changed', async () => {
  const people: TestPerson[] = [];
  for (let n = 0; n < 5; n += 1) people.push(await makePerson(`Listener ${n}`));
  const room = await makeRoom({ members: people });
  let reads = 0;
  const hub = startProcess();
  const { room: read } = hub.reads;
  hub.reads.room = (roomId, from) => {
    reads += 1;
    return read(roomId, from);
  };
  const listeners = [];
  for (const person of people) {
    for (let n = 0; n < 6; n += 1) listeners.push(await listen(hub, person));
  }
  const [author] = people;
  if (!author) throw new Error('nobody');
  listening().hub = undefined;
  for (let n = 0; n < 3; n += 1) await postMessage(author, { roomId: room.id, id: uuidv7(), body: `${n}` });
  await hub.tick();
  for (const { reader } of listeners) await until(() => expect(reader.log(room.id)).toHaveLength(3));
  expect(reads).toBe(1);
  const [first, ...others] = listeners.map(({ reader }) => reader.named('changes') as RoomFrame[]);
  for (const frames of others) expect(frames).toEqual(first);
});
