import { sql } from 'drizzle-orm';
import { createParser } from 'eventsource-parser';
import { expect, onTestFinished, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import type { Message } from '@/lib/messages/contract';
import type { Commit } from '@/lib/messages/send-flight';
import { SendQueue } from '@/lib/messages/send-queue';
import { type AuthoredSend, storeAndAnnounce } from '@/lib/messages/send-together';
import { openStream } from '@/lib/realtime/open-stream';
import { reads } from '@/lib/realtime/queries';
import type { Reads } from '@/lib/realtime/reads';
import type { Hub } from '@/lib/realtime/stream-hub';
import { startProcess } from '@/lib/realtime/testing/listen';
import { MemorySink } from '@/lib/realtime/testing/memory-sink';
import { removeMember } from '@/lib/rooms/members';
import { uuidv7 } from '@/lib/uuid';
import { type Answered, checkDelivery, type Line } from './check';
import { type Changes, FrameReader } from './frame-reader';

testDatabase();

type Place = { seq: number; rev: number };
type Store = Commit<AuthoredSend, Place>;

/** One thing done wrong on purpose. */
type Plant = {
  commit?: Store;
  reads?: Partial<Reads>;
  /** What reaches a reader of what was written to it. */
  take?: (reader: FrameReader, roomId: string, frame: Changes) => void;
};

const WRITERS = 12;
const EACH = 6;

/**
 * Twelve writers on two processes, every third message sent twice, transactions that pause before their commit, polls
 * meanwhile, a member removed in the middle; then everything is checked.
 */
async function traffic({ commit = stored, reads: changed = {}, take = follow }: Plant) {
  const writers: TestPerson[] = [];
  while (writers.length < WRITERS) writers.push(await makePerson(`writer ${writers.length}`));
  const removed = await makePerson('removed');
  const room = await makeRoom({ members: [...writers, removed] });
  const began = new Map([[room.id, 1 + writers.length + 1]]);
  const hubs = [startProcess({ changed }), startProcess({ changed })] as const;
  const readers = await Promise.all(
    [...writers, removed].map((person, n) => listen(hubs[n % 2 === 0 ? 0 : 1], person, { began, take })),
  );
  const poll = setInterval(() => void Promise.all(hubs.map((hub) => hub.tick())), 10);
  onTestFinished(() => clearInterval(poll));

  const queues = hubs.map(() => new SendQueue(commit));
  const sent = new Map<string, string>();
  const answered: Answered[] = [];
  const send = async (writer: TestPerson, n: number) => {
    const author = { name: writer.name, avatar: null, kind: writer.kind };
    const message = {
      roomId: room.id,
      authorId: writer.userId,
      id: uuidv7(),
      body: `${writer.name} ${n}`,
      author,
    };
    sent.set(message.id, message.body);
    const places = await Promise.all(
      (n % 3 === 0 ? queues : queues.slice(n % 2, (n % 2) + 1)).map((queue) => queue.add(message)),
    );
    for (const place of places) if (place) answered.push({ ...message, seq: place.seq });
  };
  await Promise.all(
    writers.map(async (writer, w) => {
      for (let n = 0; n < EACH; n += 1) {
        await send(writer, n);
        if (w === 0 && n === 2 && writers[0])
          await removeMember(writers[0], { roomId: room.id, userId: removed.userId });
      }
    }),
  );
  const table = await lines(room.id);
  const head = Math.max(...table.map(({ rev }) => rev));
  const isBehind = () => readers.slice(0, WRITERS).some((reader) => reader.cursor(room.id) < head);
  for (let turn = 0; turn < 50 && isBehind(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const ended = new Map([[room.id, await endOf(removed, room.id)]]);
  const all = readers.map((reader, n) => (n < WRITERS ? reader : { ...bare(reader), ended }));
  const { first: _, ...verdict } = checkDelivery({ sent, answered, table, readers: all });
  return Object.entries(verdict).flatMap(([what, count]) => (count > 0 ? [what] : []));
}

const bare = ({ name, lines: heard, began }: FrameReader) => ({ name, lines: heard, began });

/** A stream of a process in memory, read as a browser reads it. */
async function listen(
  hub: Hub,
  person: TestPerson,
  { began, take }: { began: ReadonlyMap<string, number>; take: NonNullable<Plant['take']> },
): Promise<FrameReader> {
  const reader = new FrameReader(person.name, began);
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const frame = event === 'changes' ? JSON.parse(data) : { feed: 'me' };
      if (frame.feed !== 'me') take(reader, frame.feed, frame);
    },
  });
  const decoder = new TextDecoder();
  const sink = new MemorySink((bytes) => parser.feed(decoder.decode(bytes, { stream: true })));
  const cursors = Array.from(began, ([roomId, rev]) => ({ roomId, rev }));
  await openStream(hub, person, cursors, sink);
  return reader;
}

/** A client asks for what it misses; here it is simply there with the next frame, so nothing has to be asked. */
function follow(reader: FrameReader, roomId: string, frame: Changes): void {
  reader.take(roomId, frame);
}

const stored: Store = async (batch) => (await storeAndAnnounce(batch)).map(placeOf);

const placeOf = (message: Message | undefined) => message && { seq: message.seq, rev: message.rev };

async function lines(roomId: string): Promise<Line[]> {
  const { rows } = await db().execute<Line>(sql`
    select room_id as "roomId", seq, rev, id, body from messages where room_id = ${roomId} order by seq`);
  return rows;
}

async function endOf({ userId }: TestPerson, roomId: string): Promise<number> {
  const { rows } = await db().execute<{ rev: number }>(
    sql`select rev from memberships where room_id = ${roomId} and user_id = ${userId} and ended_at is not null`,
  );
  return rows[0]?.rev ?? 0;
}

test('nothing planted: nothing is found', async () => {
  expect(await traffic({})).toEqual([]);
});

test('a cursor on a plain sequence, without the lock, is found: rows that commit late are never heard', async () => {
  await db().execute(sql`create sequence planted start 1000`);
  const commit: Store = (batch) => Promise.all(batch.map(storeBySequence));
  expect(await traffic({ commit })).toContain('unheard');
});

/** As chats are often written: a number, the row, the commit some time later. */
async function storeBySequence({ roomId, authorId, id, body }: AuthoredSend): Promise<Place | undefined> {
  const { rows } = await db().execute<Place>(sql`
    with place as (select nextval('planted') as n), pause as materialized (select pg_sleep(random() * 0.05))
    insert into messages (room_id, seq, id, author_id, body, rev, created_at)
    select ${roomId}, n - 999, ${id}, ${authorId}, ${body}, n, now() from place, pause
    on conflict do nothing returning seq, rev`);
  const [place] = rows;
  if (place) {
    await db().execute(sql`
      update rooms set rev = greatest(rev, ${place.rev}), last_seq = greatest(last_seq, ${place.seq}) where id = ${roomId}`);
  }
  return place;
}

test('ids that are not unique are found: messages are stored twice', async () => {
  await db().execute(sql`drop index messages_room_id_key`);
  onTestFinished(async () => {
    await db().execute(sql`delete from messages`);
    await db().execute(sql`create unique index messages_room_id_key on messages (room_id, id)`);
  });
  expect(await traffic({})).toContain('doubled');
});

test('>= for > is found: what a client has is applied again', async () => {
  const take: Plant['take'] = (reader, roomId, { from, ...frame }) => {
    // What a scan with `rev >= cursor` answers, applied by the same mistake.
    const last = reader.lines.at(-1);
    reader.lines.push(...(last && from >= last.rev ? [last] : []));
    reader.take(roomId, { from, ...frame });
  };
  expect(await traffic({ take })).toContain('repeated');
});

test('hints without catch-up are found: only the newest of what moved is heard', async () => {
  const newest: Reads['room'] = async (roomId, from) => {
    const changes = await reads.room(roomId, from);
    const last = changes?.messages.at(-1);
    return changes && { ...changes, messages: last ? [last] : [] };
  };
  expect(await traffic({ reads: { room: newest } })).toContain('unheard');
});

test('a membership that is never looked at again is found: somebody who was removed goes on hearing', async () => {
  const blind: Reads['room'] = async (roomId, from) => {
    const changes = await reads.room(roomId, from);
    return changes && { ...changes, members: [] };
  };
  const me: Reads['me'] = async () => null;
  expect(await traffic({ reads: { room: blind, me } })).toContain('overheard');
});

test('a slow reader whose frames are dropped without a reset is found', async () => {
  let frames = 0;
  const take: Plant['take'] = (reader, roomId, frame) => {
    frames += 1;
    const isDropped = frames % 20 === 0;
    follow(reader, roomId, isDropped ? { ...frame, messages: [] } : frame);
  };
  expect(await traffic({ take })).toContain('unheard');
});

test('an acknowledgement before the commit is found: what is lost in between was answered', async () => {
  let commits = 0;
  const commit: Store = (batch) => {
    commits += 1;
    const guessed = batch.map((_, n) => ({ seq: commits + n, rev: commits + n }));
    // Every second batch dies before it is written. Of those sent to both processes the other saves what it holds.
    if (commits % 2 !== 0) void Promise.allSettled([stored(batch)]);
    return Promise.resolve(guessed);
  };
  expect(await traffic({ commit })).toContain('lost');
});
