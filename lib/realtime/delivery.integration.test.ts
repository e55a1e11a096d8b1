import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { deleteMessage, editMessage } from '@/lib/messages/change-message';
import { sendMessages } from '@/lib/messages/send';
import { uuidv7 } from '@/lib/uuid';
import { announce } from './hub';
import { beginListening, gate, listen, reads, startProcess, until } from './testing/listen';
import type { Reader } from './testing/reader';

testDatabase();

let ada: TestPerson;
let grace: TestPerson;
let room: TestRoom;

beforeAll(async () => {
  ada = await makePerson('Ada');
  grace = await makePerson('Grace');
  room = await makeRoom({ members: [ada, grace] });
});

/** Commits a message without telling anybody: what another process does. */
async function commit(body: string, { author = ada, to = room } = {}) {
  const [sent] = await sendMessages([{ roomId: to.id, authorId: author.userId, id: uuidv7(), body }]);
  if (!sent) throw new Error('refused');
  return sent;
}

/** The frame that the sending process hands over. */
function handed(sent: { rev: number; seq: number; id: string; createdAt: string }, body: string) {
  const message = {
    id: sent.id,
    seq: sent.seq,
    authorId: ada.userId,
    rev: sent.rev,
    createdAt: new Date(sent.createdAt).toISOString(),
    deleted: false as const,
    body,
    version: 1,
    editedAt: null,
  };
  return { from: sent.rev - 1, to: sent.rev, messages: [message], members: [], users: {} };
}

const bodies = (reader: Reader) => reader.log(room.id).map((line) => line.replace(/^\d+:/, ''));

test('a frame handed over before, after and across a poll arrives once', async () => {
  const across = gate();
  let hold = false;
  const hub = startProcess({
    changed: {
      room: async (roomId, from) => {
        const changes = await reads.room(roomId, from);
        if (hold) await across.pass();
        return changes;
      },
    },
  });
  const { reader } = await listen(hub, grace);

  const before = await commit('before');
  announce(room.id, before.rev, handed(before, 'before')); // nobody hears: this process is not the hub's
  hub.announce({ feed: room.id, to: before.rev, frame: handed(before, 'before') });
  await hub.tick();
  expect(bodies(reader)).toEqual(['before']);

  const after = await commit('after');
  await hub.tick();
  await until(() => expect(bodies(reader)).toEqual(['before', 'after']));
  hub.announce({ feed: room.id, to: after.rev, frame: handed(after, 'after') });
  expect(reader.named('changes')).toHaveLength(2);

  hold = true;
  const first = await commit('first');
  await hub.tick();
  await across.reached;
  hub.announce({ feed: room.id, to: first.rev, frame: handed(first, 'first') });
  expect(bodies(reader)).toEqual(['before', 'after', 'first']);
  const second = await commit('second');
  hub.announce({ feed: room.id, to: second.rev });
  hold = false;
  across.open();
  await until(() => expect(bodies(reader)).toEqual(['before', 'after', 'first', 'second']));
  expect(reader.gaps).toEqual([]);
  expect(new Set(reader.applied).size).toBe(4);
  expect(reader.applied).toHaveLength(4);
});

test('frames handed over out of order, or with one missing, are read instead', async () => {
  const hub = startProcess();
  const { reader } = await listen(hub, grace);
  const one = await commit('one');
  const two = await commit('two');
  const three = await commit('three');
  hub.announce({ feed: room.id, to: two.rev, frame: handed(two, 'two') });
  hub.announce({ feed: room.id, to: one.rev, frame: handed(one, 'one') });
  hub.announce({ feed: room.id, to: three.rev, frame: handed(three, 'three') });
  await until(() => expect(bodies(reader)).toEqual(['one', 'two', 'three']));
  expect(reader.gaps).toEqual([]);
});

test('two processes deliver to each other by polling, edits and deletions too', async () => {
  // Each look at the clock finds a second gone, so no frame waits for another.
  let now = 0;
  const here = startProcess({ hears: true, options: { now: () => (now += 1_000) } });
  const there = startProcess();
  const [near, far] = [await listen(here, grace), await listen(there, grace)];
  const sent = await commit('typo');
  announce(room.id, sent.rev, handed(sent, 'typo'));
  const gone = await commit('regretted');
  announce(room.id, gone.rev, handed(gone, 'regretted'));
  const viewer = ada;
  await editMessage(viewer, { roomId: room.id, id: sent.id }, { body: 'text', version: 1 });
  await deleteMessage(viewer, { roomId: room.id, id: gone.id });
  await there.tick();
  const expected = [`${sent.seq}:text`, `${gone.seq}`];
  await until(() => expect(far.reader.log(room.id)).toEqual(expected));
  expect(near.reader.log(room.id)).toEqual(expected);
  // Four changes here, one by one; there each row once, in its newest state, and nothing of the deleted text.
  expect(near.reader.named('changes')).toHaveLength(4);
  expect(far.reader.named('changes')).toHaveLength(1);
  expect(JSON.stringify(far.reader.events)).not.toContain('regretted');
});

test('a first listener misses nothing that another process commits while it opens', async () => {
  const afterStanding = gate();
  const hub = startProcess({
    changed: {
      standing: async (who) => {
        const standing = await reads.standing(who);
        await afterStanding.pass();
        return standing;
      },
    },
  });
  const { reader, opened } = beginListening(hub, grace);
  await afterStanding.reached;
  const unseen = await commit('between rooms and hello');
  afterStanding.open();
  await opened;
  await hub.tick();
  const sent = await commit('after ready');
  await hub.tick();
  await until(() => expect(bodies(reader)).toEqual(['after ready']));
  expect(reader.entries.get(room.id)?.lastSeq).toBe(unseen.seq);
  expect(reader.rooms.get(room.id)?.cursor).toBe(sent.rev);
  expect(reader.gaps).toEqual([]);
});

test('a slow hello with an older snapshot than the next stream’s still gets what lies between', async () => {
  const slow = gate();
  let isFirst = true;
  const hub = startProcess({
    changed: {
      hello: async (userId) => {
        const hello = await reads.hello(userId);
        if (isFirst) {
          isFirst = false;
          await slow.pass();
        }
        return hello;
      },
    },
  });
  const late = beginListening(hub, grace);
  await slow.reached;
  const sent = await commit('only in the second hello');
  await listen(hub, ada);
  slow.open();
  await late.opened;
  await hub.tick();
  await until(() => expect(late.reader.rooms.get(room.id)?.cursor).toBe(sent.rev));
  expect(bodies(late.reader)).toEqual(['only in the second hello']);
});

test('a cursor is caught up before ready, and what came meanwhile follows', async () => {
  const { rev: cursor } = await commit('held already');
  const missed = await commit('missed');
  const inFlight = gate();
  const hub = startProcess({
    changed: {
      missed: async (behind) => {
        const news = await reads.missed(behind);
        await inFlight.pass();
        return news;
      },
    },
  });
  const { reader, opened } = beginListening(hub, grace, { cursors: [{ roomId: room.id, rev: cursor }] });
  await inFlight.reached;
  const live = await commit('while catching up');
  hub.announce({ feed: room.id, to: live.rev, frame: handed(live, 'while catching up') });
  expect(reader.named('ready')).toHaveLength(0);
  inFlight.open();
  await opened;
  await hub.tick();
  await until(() => expect(bodies(reader)).toEqual(['missed', 'while catching up']));
  expect(reader.events.map(({ name }) => name).slice(0, 3)).toEqual(['hello', 'changes', 'ready']);
  expect(reader.applied).toEqual([`${room.id}@${missed.rev}`, `${room.id}@${live.rev}`]);
  expect(reader.gaps).toEqual([]);
});

test('a useless cursor resets, a foreign or unknown one is silence', async () => {
  const stranger = await makePerson('Edsger');
  const foreign = await makeRoom({ members: [stranger] });
  await commit('secret', { author: stranger, to: foreign });
  const hub = startProcess();
  const cursors = [
    { roomId: room.id, rev: 1_000_000 },
    { roomId: foreign.id, rev: 0 },
    { roomId: uuidv7(), rev: 0 },
  ];
  const { reader } = await listen(hub, grace, cursors);
  expect(reader.events.map(({ name }) => name)).toEqual(['hello', 'reset', 'ready']);
  expect(reader.named('reset')).toEqual([{ entry: expect.objectContaining({ roomId: room.id }) }]);
  expect(JSON.stringify(reader.events)).not.toContain(foreign.id);
  const { reader: theirs } = await listen(hub, stranger, cursors);
  expect(theirs.log(foreign.id)).toEqual(['1:secret']);
});

test('more than 500 missed rows reset, 500 are told', async () => {
  const busy = await makeRoom({ members: [ada, grace] });
  const { rev } = await commit('zero', { to: busy });
  const batch = Array.from({ length: 501 }, (_, n) => ({
    roomId: busy.id,
    authorId: ada.userId,
    id: uuidv7(),
    body: `${n}`,
  }));
  await sendMessages(batch);
  const hub = startProcess();
  const { reader: far } = await listen(hub, grace, [{ roomId: busy.id, rev }]);
  expect(far.named('reset')).toHaveLength(1);
  const { reader: near } = await listen(hub, grace, [{ roomId: busy.id, rev: rev + 1 }]);
  expect(near.named('reset')).toHaveLength(0);
  expect(near.log(busy.id)).toHaveLength(500);
});

test('another epoch sends everybody away and forgets what was served', async () => {
  const hub = startProcess();
  const { reader, sink } = await listen(hub, grace);
  await db().execute(sql`update meta set epoch = gen_random_uuid()`);
  await hub.tick();
  expect(reader.bye?.retryMs).toBeGreaterThanOrEqual(0);
  expect(sink.ended).toBe(true);
  expect(hub.size).toEqual({ streams: 0, people: 0, rooms: 0, timers: 0 });
  const { reader: again } = await listen(hub, grace);
  await hub.tick();
  expect(again.isReady).toBe(true);
  expect(again.bye).toBeUndefined();
});
