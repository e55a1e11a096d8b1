import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { db, pool } from '@/db/client';
import { readCounters, untilSomebodyWaits } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { type Announcement, listening } from '@/lib/realtime/hub';
import { changeRoom } from '@/lib/rooms/change-room';
import { removeMember } from '@/lib/rooms/members';
import { uuidv7 } from '@/lib/uuid';
import type { Message } from './contract';
import { SendQueue } from './send-queue';
import { type AuthoredSend, storeAndAnnounce } from './send-together';

testDatabase();

/** A process's queue; `sizes` are those of its statements, one after the other. */
function process() {
  const sizes: number[] = [];
  const queue = new SendQueue((batch: readonly AuthoredSend[]) => {
    sizes.push(batch.length);
    return storeAndAnnounce(batch);
  });
  return { queue, sizes };
}

function from(person: TestPerson, room: { id: string }, body = 'x', id = uuidv7()): AuthoredSend {
  const author = { name: person.name, avatar: null, kind: person.kind };
  return { roomId: room.id, authorId: person.userId, id, body, author };
}

const people = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => makePerson(`writer ${index}`)));

const dense = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Each number and each rev once, without a hole, in the order of time. */
async function expectDense(room: { id: string }): Promise<number> {
  const { seqs, lastSeq, revs, rev, createdInOrder } = await readCounters(room.id);
  expect(seqs).toEqual(dense(lastSeq));
  expect(new Set(revs).size).toBe(revs.length);
  expect(Math.max(...revs)).toBeLessThanOrEqual(rev);
  expect(createdInOrder).toBe(true);
  return lastSeq;
}

/** Holds a row's lock until `release`. */
async function hold(statement: string, ...values: string[]): Promise<{ release(): Promise<void> }> {
  const client = await pool().connect();
  await client.query('begin');
  await client.query(statement, values);
  return {
    release: async () => {
      await client.query('rollback');
      client.release();
    },
  };
}

const roomLock = 'select from rooms where id = $1 for no key update';
const membershipLock = 'select from memberships where room_id = $1 and user_id = $2 for no key update';

afterEach(() => {
  listening().hub = undefined;
});

describe.each([1, 100])('64 senders over %i rooms', (count) => {
  test('all are stored together, dense, each sender in order, and each room is announced without a hole', async () => {
    const writers = await people(64);
    const rooms: TestRoom[] = [];
    for (const _ of dense(count)) rooms.push(await makeRoom({ members: writers }));
    const heard: Announcement[] = [];
    listening().hub = { announce: (one) => void heard.push(one) };
    const { queue, sizes } = process();
    const seqs = await Promise.all(
      writers.map(async (writer, index) => {
        const own: { room: number; seq: number }[] = [];
        for (let n = 0; n < 10; n += 1) {
          const room = (index * 7 + n * 13) % count;
          const stored = await queue.add(from(writer, rooms[room] ?? { id: '' }, `${n}`));
          own.push({ room, seq: stored?.seq ?? 0 });
        }
        return own;
      }),
    );
    const totals = await Promise.all(rooms.map(expectDense));
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(640);
    for (const own of seqs) {
      const inFirst = own.filter(({ room }) => room === own[0]?.room).map(({ seq }) => seq);
      expect(inFirst).toEqual([...inFirst].sort((a, b) => a - b));
    }
    expect(sizes.length).toBeLessThan(640 / 4);
    expect(queue.size).toBe(0);
    for (const room of rooms) {
      const frames = heard.filter(({ feed }) => feed === room.id).map(({ frame }) => frame);
      const { rev } = await readCounters(room.id);
      const begin = 1 + writers.length;
      expect(frames.map((frame) => frame?.from)).toEqual(
        [begin, ...frames.map((frame) => frame?.to)].slice(0, -1),
      );
      expect(frames.at(-1)?.to ?? begin).toBe(rev);
    }
  });
});

test('a lone send goes at once, in one statement', async () => {
  const [ada] = await people(1);
  if (!ada) throw new Error('one was made');
  const room = await makeRoom({ members: [ada] });
  const { queue, sizes } = process();
  expect(await queue.add(from(ada, room))).toMatchObject({ seq: 1, authorId: ada.userId });
  expect(sizes).toEqual([1]);
});

test('ids in a batch that are taken, or come twice, cost only themselves', async () => {
  const [ada, eve] = (await people(2)) as [TestPerson, TestPerson];
  const room = await makeRoom({ members: [ada, eve] });
  const { queue } = process();
  const [old, twice] = [uuidv7(), uuidv7()];
  await queue.add(from(ada, room, 'old', old));
  const sends = [
    ...dense(20).map(() => from(ada, room)),
    from(ada, room, 'again', old),
    from(ada, room, 'twice', twice),
    from(eve, room, 'stolen', twice),
    ...dense(20).map(() => from(eve, room)),
  ];
  const stored = await Promise.all(sends.map((send) => queue.add(send)));
  expect(stored.filter((one) => one === undefined)).toHaveLength(2);
  expect([stored[20], stored[22]]).toEqual([undefined, undefined]);
  expect(await expectDense(room)).toBe(42);
});

test('one who may not write, one who is being removed and an archived room cost nobody else', async () => {
  const [ada, bob, eve] = (await people(3)) as [TestPerson, TestPerson, TestPerson];
  const [room, closed] = await Promise.all([1, 2].map(() => makeRoom({ members: [ada, bob] })));
  if (!room || !closed) throw new Error('two were made');
  await changeRoom(ada, closed.id, { archived: true });
  const removing = await hold(membershipLock, room.id, bob.userId);
  const { queue } = process();
  const bobs = queue.add(from(bob, room));
  const late = queue.add(from(bob, room));
  const others = [from(eve, room), from(ada, closed), ...dense(5).map((n) => from(ada, room, `${n}`))];
  const stored = await Promise.all(others.map((send) => queue.add(send)));
  expect(stored.map((one) => one?.seq)).toEqual([undefined, undefined, 1, 2, 3, 4, 5]);
  await removing.release();
  await removeMember(ada, { roomId: room.id, userId: bob.userId });
  const results = await Promise.all([bobs, late]);
  const total = await expectDense(room);
  expect(results.filter(Boolean)).toHaveLength(total - 5);
});

test('a room that somebody holds holds up nobody else, and keeps its order', async () => {
  const [ada] = (await people(1)) as [TestPerson];
  const [busy, free] = (await Promise.all([1, 2].map(() => makeRoom({ members: [ada] })))) as [
    TestRoom,
    TestRoom,
  ];
  const { queue } = process();
  const holder = await hold(roomLock, busy.id);
  const first = queue.add(from(ada, busy, 'first'));
  await untilSomebodyWaits();
  const later = dense(3).map((n) => queue.add(from(ada, busy, `later ${n}`)));
  const begun = performance.now();
  for (const n of dense(5)) expect(await queue.add(from(ada, free))).toMatchObject({ seq: n });
  const mixed = [queue.add(from(ada, free)), queue.add(from(ada, busy, 'last'))];
  expect(await mixed[0]).toMatchObject({ seq: 6 });
  expect(performance.now() - begun).toBeLessThan(800);
  await holder.release();
  const order = await Promise.all([first, ...later, mixed[1]]);
  expect(order.map((one) => one?.seq)).toEqual([1, 2, 3, 4, 5]);
});

test('what had to be left behind goes before what came later, however many rooms are held', async () => {
  const [ada] = (await people(1)) as [TestPerson];
  const rooms: TestRoom[] = [];
  for (const _ of dense(6)) rooms.push(await makeRoom({ members: [ada] }));
  const [free, ...held] = rooms as [TestRoom, ...TestRoom[]];
  const last = held.at(-1) ?? free;
  const { queue } = process();
  const holder = await hold(
    'select from rooms where id = any($1) for no key update',
    `{${held.map(({ id }) => id)}}`,
  );
  const first = held.map((room) => queue.add(from(ada, room, 'first')));
  expect(await queue.add(from(ada, free))).toMatchObject({ seq: 1 });
  const second = queue.add(from(ada, last, 'second'));
  await untilSomebodyWaits(3);
  await holder.release();
  for (const one of first) expect(await one).toMatchObject({ seq: 1 });
  expect(await second).toMatchObject({ seq: 2 });
});

describe('faults', () => {
  test('whoever goes away while waiting is not stored; in a flight they are', async () => {
    const [ada] = (await people(1)) as [TestPerson];
    const room = await makeRoom({ members: [ada] });
    const { queue } = process();
    const holder = await hold(roomLock, room.id);
    const gone = new AbortController();
    const flying = queue.add(from(ada, room, 'flying'), gone.signal);
    await untilSomebodyWaits();
    const waiting = expect(queue.add(from(ada, room, 'waiting'), gone.signal)).rejects.toMatchObject({
      code: 'try_again',
    });
    const other = queue.add(from(ada, room, 'other'));
    gone.abort();
    await holder.release();
    expect(await flying).toMatchObject({ seq: 1, body: 'flying' });
    await waiting;
    expect(await other).toMatchObject({ seq: 2, body: 'other' });
    expect(await expectDense(room)).toBe(2);
  });

  test('a connection lost in the middle refuses its flight, stores nothing of it, and the next goes through', async () => {
    const writers = await people(10);
    const room = await makeRoom({ members: writers });
    const { queue } = process();
    const holder = await hold(roomLock, room.id);
    const lost = writers.map((writer) => queue.add(from(writer, room)));
    const refused = Promise.allSettled(lost);
    await untilSomebodyWaits();
    await db().execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    expect(new Set((await refused).map(({ status }) => status))).toEqual(new Set(['rejected']));
    await holder.release();
    expect(await expectDense(room)).toBe(0);
    const again = await Promise.all(writers.map((writer) => queue.add(from(writer, room))));
    expect(again.map((one) => one?.seq).sort((a = 0, b = 0) => a - b)).toEqual(dense(10));
    expect(queue.size).toBe(0);
  });

  test('a lock that is not had in time refuses its flight and all that waited too long behind it', async () => {
    const writers = await people(5);
    const [room, free] = (await Promise.all([1, 2].map(() => makeRoom({ members: writers })))) as [
      TestRoom,
      TestRoom,
    ];
    const { queue } = process();
    const holder = await hold(roomLock, room.id);
    const begun = performance.now();
    const refused = Promise.allSettled(writers.map((writer) => queue.add(from(writer, room))));
    await untilSomebodyWaits();
    const behind = Promise.allSettled(writers.map((writer) => queue.add(from(writer, room))));
    const beside = await Promise.all(writers.map((writer) => queue.add(from(writer, free))));
    expect(beside.every(Boolean)).toBe(true);
    const settled = [...(await refused), ...(await behind)];
    expect(performance.now() - begun).toBeLessThan(1_900);
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(['rejected']));
    await holder.release();
    expect(await expectDense(room)).toBe(0);
    expect(await expectDense(free)).toBe(5);
  });

  test('what is more than the queue takes is refused at once, before anything is asked of the database', async () => {
    const writers = await people(10);
    const room = await makeRoom({ members: writers });
    const { queue, sizes } = process();
    const holder = await hold(roomLock, room.id);
    const [ada] = writers as [TestPerson];
    const all = Array.from({ length: 1_000 }, () => queue.add(from(ada, room)));
    const begun = performance.now();
    await expect(queue.add(from(ada, room))).rejects.toMatchObject({
      code: 'try_again',
      details: { retryAfter: 1 },
    });
    // Nothing of the database answers before its own time-out while the row is held.
    expect(performance.now() - begun).toBeLessThan(500);
    await untilSomebodyWaits();
    expect(sizes).toEqual([256]);
    await holder.release();
    expect((await Promise.all(all)).map((one) => one?.seq)).toEqual(dense(1_000));
    expect(Math.max(...sizes)).toBe(256);
    expect(await queue.add(from(ada, room))).toMatchObject({ seq: 1_001 });
  });

  test('long texts fill a statement, and the queue, before many do', async () => {
    const [ada] = (await people(1)) as [TestPerson];
    const room = await makeRoom({ members: [ada] });
    const { queue, sizes } = process();
    const long = 'x'.repeat(8_000);
    const settled = await Promise.allSettled(
      Array.from({ length: 600 }, () => queue.add(from(ada, room, long))),
    );
    const stored = settled.filter(({ status }) => status === 'fulfilled').length;
    expect(stored).toBe(Math.ceil((4 * 1024 * 1024) / 8_000));
    expect(Math.max(...sizes)).toBe(Math.floor((512 * 1024) / 8_000));
    expect(await expectDense(room)).toBe(stored);
  });
});

/** What may come at one moment: sends of members and strangers, repeats, thefts, and those who go away. */
const moment = fc.record({
  author: fc.nat(4),
  room: fc.nat(2),
  id: fc.oneof({ weight: 4, arbitrary: fc.constant('new') }, { weight: 1, arbitrary: fc.nat(9) }),
  leaves: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  isPause: fc.boolean(),
});

test('any mixture on two processes: what was answered is there once, as answered, and nothing is missing', async () => {
  const [, ...members] = (await people(5)) as [TestPerson, ...TestPerson[]];
  const [stranger] = (await people(1)) as [TestPerson];
  const writers = [stranger, ...members];
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 20, maxLength: 80 }), async (moments) => {
      const rooms = await Promise.all([1, 2, 3].map(() => makeRoom({ members })));
      const ids = dense(10).map(() => uuidv7());
      const processes = [process().queue, process().queue];
      const sends: { send: AuthoredSend; outcome: Promise<PromiseSettledResult<Message | undefined>[]> }[] =
        [];
      for (const [index, { author, room, id, leaves, isPause }] of moments.entries()) {
        const to = rooms[room];
        const by = writers[author];
        if (!to || !by) throw new Error('out of range');
        const send = from(by, to, `${index}`, id === 'new' ? uuidv7() : ids[id]);
        const signal = leaves ? AbortSignal.abort() : undefined;
        const outcome = Promise.allSettled([(processes[author % 2] ?? process().queue).add(send, signal)]);
        sends.push({ send, outcome });
        if (isPause) await new Promise((resolve) => setImmediate(resolve));
      }
      const answered: Record<string, unknown>[] = [];
      for (const { send, outcome } of sends) {
        for (const settled of await outcome) {
          const seq = settled.status === 'fulfilled' ? settled.value?.seq : undefined;
          const { roomId, id, authorId, body } = send;
          answered.push(...(seq === undefined ? [] : [{ roomId, seq, id, authorId, body }]));
        }
      }
      for (const room of rooms) await expectDense(room);
      const { rows } = await db().execute(sql`
        select room_id as "roomId", seq, id, author_id as "authorId", body from messages
        where room_id = any(${sql.param(rooms.map(({ id }) => id))}::uuid[]) order by room_id, seq`);
      const places = (list: Record<string, unknown>[]) =>
        list.map((row) => JSON.stringify(Object.entries(row))).sort();
      expect(places(answered)).toEqual(places(rows));
      // Bodies count the order of sending: each author's messages in a room lie in that order.
      const laneOf = (row: Record<string, unknown>) => `${row['roomId']} ${row['authorId']}`;
      for (const lane of new Set(rows.map(laneOf))) {
        const own = rows.filter((row) => laneOf(row) === lane);
        const order = own.map((row) => Number(row['body']));
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
      expect(rows.some((row) => row['authorId'] === stranger.userId)).toBe(false);
    }),
    { numRuns: 25 },
  );
}, 60_000);
