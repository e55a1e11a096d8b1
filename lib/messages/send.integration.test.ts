import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, pool } from '@/db/client';
import { readCounters, untilSomebodyWaits } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { changeRoom } from '@/lib/rooms/change-room';
import { removeMember } from '@/lib/rooms/members';
import { uuidv7 } from '@/lib/uuid';
import { postMessage } from './post-message';
import { sendMessages } from './send';

testDatabase();

const dense = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('many at once', () => {
  test('fifty writers with pauses before their commits get 1..n, each number once, in the order of time', async () => {
    await db().execute(sql`
      create function pause() returns trigger language plpgsql as
        'begin perform pg_sleep(random() * 0.01); return null; end'`);
    await db().execute(
      sql`create trigger pause after insert on messages for each statement execute function pause()`,
    );
    const writers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => makePerson(`writer ${index}`)),
    );
    const room = await makeRoom({ members: writers });
    const sends = writers.flatMap((writer) =>
      [1, 2, 3, 4].map((n) => ({ writer, body: `${writer.name} ${n}` })),
    );
    await Promise.all(
      sends.map(({ writer, body }) =>
        sendMessages([{ roomId: room.id, authorId: writer.userId, id: uuidv7(), body }]),
      ),
    );
    await db().execute(sql`drop trigger pause on messages`);
    const counters = await readCounters(room.id);
    expect(counters.seqs).toEqual(dense(200));
    expect(counters.lastSeq).toBe(200);
    expect(new Set(counters.revs).size).toBe(counters.revs.length);
    expect(counters.revs.at(-1)).toBe(counters.rev);
    expect(counters.createdInOrder).toBe(true);
  });

  test('a batch over several rooms takes a dense run in each', async () => {
    const ada = await makePerson('ada');
    const [first, second] = await Promise.all([makeRoom({ members: [ada] }), makeRoom({ members: [ada] })]);
    const batch = [first, second, first, second, first].map((room, n) => ({
      roomId: room.id,
      authorId: ada.userId,
      id: uuidv7(),
      body: `${n}`,
    }));
    const sent = await sendMessages(batch);
    expect(sent).toHaveLength(5);
    expect(sent.filter((row) => row.roomId === first.id).map((row) => row.seq)).toEqual([1, 2, 3]);
    expect(sent.filter((row) => row.roomId === second.id).map((row) => row.seq)).toEqual([1, 2]);
    expect(sent.find((row) => row.id === batch[4]?.id)?.seq).toBe(3);
  });

  test('one who may not write is left out of a batch; the others keep dense numbers', async () => {
    const [ada, eve] = await Promise.all([makePerson('ada'), makePerson('eve')]);
    const room = await makeRoom({ members: [ada] });
    const from = (person: typeof ada) => ({
      roomId: room.id,
      authorId: person.userId,
      id: uuidv7(),
      body: person.name,
    });
    const sent = await sendMessages([from(ada), from(eve), from(ada)]);
    expect(sent.map((row) => row.seq)).toEqual([1, 2]);
    expect((await readCounters(room.id)).lastSeq).toBe(2);
  });

  test('a busy room is skipped by a batch over several rooms and does not hold up the other', async () => {
    const ada = await makePerson('ada');
    const [busy, free] = await Promise.all([makeRoom({ members: [ada] }), makeRoom({ members: [ada] })]);
    const holder = await pool().connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from rooms where id = $1 for no key update', [busy.id]);
      const batch = [busy, free].map((room) => ({
        roomId: room.id,
        authorId: ada.userId,
        id: uuidv7(),
        body: 'hi',
      }));
      expect((await sendMessages(batch)).map((row) => row.roomId)).toEqual([free.id]);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });
});

describe('the same id', () => {
  test('five times in parallel is one message, and the counters have no hole', async () => {
    const ada = await makePerson('ada');
    const room = await makeRoom({ members: [ada] });
    const before = await readCounters(room.id);
    const post = { roomId: room.id, id: uuidv7(), body: 'once' };
    const posted = await Promise.all([1, 2, 3, 4, 5].map(() => postMessage(ada, post)));
    expect(posted.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(posted.map(({ message }) => message.seq))).toEqual(new Set([1]));
    const after = await readCounters(room.id);
    expect(after.seqs).toEqual([1]);
    expect(after.rev).toBe(before.rev + 1);
  });
});

describe('waiting for the room', () => {
  test('a send whose author is removed meanwhile stores nothing', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const room = await makeRoom({ members: [ada, bob] });
    const holder = await pool().connect();
    await holder.query('begin');
    await holder.query('select 1 from rooms where id = $1 for no key update', [room.id]);
    // Bob's row is locked by the removal first, so his send queues behind it and sees the end of his membership.
    const removal = removeMember(ada, { roomId: room.id, userId: bob.userId });
    await untilSomebodyWaits(1);
    const send = expect(
      postMessage(bob, { roomId: room.id, id: uuidv7(), body: 'too late' }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await untilSomebodyWaits(2);
    await holder.query('commit');
    holder.release();
    await removal;
    await send;
    expect((await readCounters(room.id)).seqs).toEqual([]);
  });

  test('a send into a room that is archived meanwhile stores nothing', async () => {
    const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
    const room = await makeRoom({ members: [ada, bob] });
    const holder = await pool().connect();
    await holder.query('begin');
    await holder.query('select 1 from rooms where id = $1 for no key update', [room.id]);
    const archiving = changeRoom(ada, room.id, { archived: true });
    await untilSomebodyWaits(1);
    const send = expect(
      postMessage(bob, { roomId: room.id, id: uuidv7(), body: 'too late' }),
    ).rejects.toMatchObject({ code: 'conflict', details: { reason: 'archived' } });
    await untilSomebodyWaits(2);
    await holder.query('commit');
    holder.release();
    await archiving;
    await send;
    expect((await readCounters(room.id)).seqs).toEqual([]);
  });

  test('sends beside removals, markers and archiving: no deadlock, dense counters', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, (_, index) => makePerson(`p${index}`)));
    const [ada] = people;
    if (!ada) throw new Error('twelve people were made');
    const rooms = await Promise.all([1, 2, 3].map(() => makeRoom({ members: people })));
    const work = people
      .slice(1)
      .flatMap((person, index) =>
        rooms.flatMap((room) => [
          postMessage(person, { roomId: room.id, id: uuidv7(), body: 'a' }),
          postMessage(person, { roomId: room.id, id: uuidv7(), body: 'b' }),
          ...(index % 3 === 0 ? [removeMember(ada, { roomId: room.id, userId: person.userId })] : []),
          ...(index % 4 === 0 ? [changeRoom(ada, room.id, { topic: `topic ${index}` })] : []),
        ]),
      );
    const results = await Promise.allSettled(work);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(refused.filter((code) => code !== 'not_found')).toEqual([]);
    for (const room of rooms) {
      const { seqs, lastSeq, revs, rev } = await readCounters(room.id);
      expect(seqs).toEqual(dense(lastSeq));
      expect(new Set(revs).size).toBe(revs.length);
      expect(Math.max(...revs)).toBeLessThanOrEqual(rev);
    }
  });
});

describe('the clock', () => {
  const sendOne = async (offset: string) => {
    const ada = await makePerson('ada');
    const room = await makeRoom({ members: [ada] });
    await db().execute(
      sql`update rooms set last_message_at = now() + ${offset}::interval where id = ${room.id}`,
    );
    const [sent] = await sendMessages([{ roomId: room.id, authorId: ada.userId, id: uuidv7(), body: 'x' }]);
    return new Date(sent?.createdAt ?? '').getTime() - Date.now();
  };

  test('running a little behind the last message never makes time fall', async () => {
    expect(await sendOne('30 seconds')).toBeGreaterThan(25_000);
  });

  test('a last message more than a minute ahead is ignored', async () => {
    expect(Math.abs(await sendOne('1 hour'))).toBeLessThan(5_000);
  });
});

test('a send is one statement, however many messages', async () => {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const counted = async (work: () => Promise<unknown>) => {
    const before = statements;
    await work();
    return statements - before;
  };
  let statements = 0;
  const original = pool().query;
  pool().query = ((...args: Parameters<typeof original>) => {
    statements += 1;
    return original.apply(pool(), args);
  }) as typeof original;
  try {
    const send = () => ({ roomId: room.id, authorId: ada.userId, id: uuidv7(), body: 'x' });
    expect(await counted(() => sendMessages([send()]))).toBe(1);
    expect(await counted(() => sendMessages(Array.from({ length: 100 }, send)))).toBe(1);
    expect(await counted(() => postMessage(ada, { roomId: room.id, id: uuidv7(), body: 'y' }))).toBe(1);
  } finally {
    pool().query = original;
  }
});
