import { expect, test } from 'vitest';
import type { RoomFrame } from './contract';
import type { Reads } from './reads';
import { BACKLOG_MAX_BYTES } from './stream';
import { Hub, type HubOptions } from './stream-hub';
import { beginListening, listen } from './testing/listen';
import { Model } from './testing/model';

const who = (userId: string) => ({ userId, sessionId: `${userId}'s` });

/** A room with Ada and Grace, and a hub on it whose clock and errors the test holds. */
function start(options: Partial<HubOptions> = {}, changed: Partial<Reads> = {}) {
  const model = new Model();
  model.addPerson('ada');
  model.addPerson('grace');
  model.addRoom('lobby');
  model.member('lobby', 'ada', false);
  model.member('lobby', 'grace', false);
  const clock = { now: 0, running: 0 };
  const errors: unknown[] = [];
  const hub = new Hub(
    { ...model.reads(() => Promise.resolve()), ...changed },
    {
      maxStreams: 100,
      now: () => clock.now,
      every: () => {
        clock.running += 1;
        return () => {
          clock.running -= 1;
        };
      },
      onError: (error) => errors.push(error),
      ...options,
    },
  );
  /** Far enough apart that each goes out by itself. */
  const say = () => {
    clock.now += 100;
    hub.announce(model.post('lobby', 'ada'));
  };
  return { model, hub, clock, errors, say };
}

const empty = { streams: 0, people: 0, rooms: 0, timers: 0 };

test('a reader that stops is closed at a bounded backlog, and the others hear everything', async () => {
  const { hub, say } = start();
  const slow = beginListening(hub, who('grace'), { room: 4_096 });
  const normal = await listen(hub, who('ada'));
  await new Promise((resolve) => setImmediate(resolve));
  slow.sink.drain();
  await slow.opened;
  let most = 0;
  let told = 0;
  while (!slow.sink.ended && told < 20_000) {
    say();
    told += 1;
    most = Math.max(most, slow.sink.held);
  }
  say();
  expect(slow.sink.ended).toBe(true);
  // What the sink took before it said no, and not a byte of the backlog behind it.
  expect(most).toBeLessThan(2 * 4_096);
  expect(told * 200).toBeGreaterThan(BACKLOG_MAX_BYTES / 2);
  expect(normal.reader.log('lobby')).toHaveLength(told + 1);
  expect(normal.reader.gaps).toEqual([]);
  expect(hub.size.streams).toBe(1);
});

test('a slow reader that comes back in time gets everything in order', async () => {
  const { hub, say } = start();
  const slow = beginListening(hub, who('grace'), { room: 2_048 });
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    slow.sink.drain();
  }
  await slow.opened;
  for (let n = 0; n < 300; n += 1) {
    say();
    if (n % 50 === 0) slow.sink.drain();
  }
  while (slow.reader.log('lobby').length < 300) slow.sink.drain();
  expect(slow.reader.gaps).toEqual([]);
  expect(slow.reader.applied).toHaveLength(300);
});

test('a reader that takes nothing during two beats is gone', async () => {
  const { hub, say } = start();
  const slow = beginListening(hub, who('grace'), { room: 2_048 });
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    slow.sink.drain();
  }
  await slow.opened;
  const normal = await listen(hub, who('ada'));
  for (let n = 0; n < 20; n += 1) say();
  for (let beat = 0; beat < 3; beat += 1) hub.beat();
  expect(slow.sink.ended).toBe(true);
  expect(normal.reader.named('beat')).toHaveLength(3);
});

test('2,000 streams that open and close, at any moment, leave nothing behind', async () => {
  const { hub, clock } = start({ maxStreams: 5_000 });
  for (let n = 0; n < 2_000; n += 1) {
    const listener = beginListening(hub, who(n % 2 ? 'ada' : 'grace'));
    // Some before their rooms are known, some while hello is read, some when all is done; some twice.
    for (let turn = 0; turn < n % 9; turn += 1) await Promise.resolve();
    if (n % 3 === 0) await listener.opened;
    listener.sink.lose();
    if (n % 5 === 0) listener.sink.lose();
    await listener.opened;
  }
  expect(hub.size).toEqual(empty);
  expect(clock.running).toBe(0);
});

test('the seventh stream of a person sends the oldest away until it is looked at', async () => {
  const { hub } = start();
  const streams = [];
  for (let n = 0; n < 7; n += 1) streams.push(await listen(hub, who('ada')));
  expect(streams.map(({ sink }) => sink.ended)).toEqual([true, false, false, false, false, false, false]);
  expect(streams[0]?.reader.bye).toEqual({ retryMs: null });
  expect(hub.size).toMatchObject({ streams: 6, people: 1, timers: 2 });
});

test('a full or draining process takes no more streams, and a drain empties it', async () => {
  const { hub } = start({ maxStreams: 3 });
  const streams = [];
  for (const name of ['ada', 'grace', 'ada']) streams.push(await listen(hub, who(name)));
  expect(() => hub.requireRoom()).toThrow(expect.objectContaining({ code: 'try_again' }));
  streams[0]?.sink.lose();
  expect(() => hub.requireRoom()).not.toThrow();
  await hub.drain(100);
  expect(hub.size).toEqual(empty);
  expect(streams[1]?.reader.bye?.retryMs).toBeGreaterThanOrEqual(0);
  expect(() => hub.requireRoom()).toThrow(expect.objectContaining({ code: 'try_again' }));
  const late = await listen(hub, who('ada'));
  expect(late.sink.ended).toBe(true);
  expect(hub.size).toEqual(empty);
});

test('a stream that is older than its host allows is sent away at the next beat', async () => {
  const { hub, clock } = start({ maxAgeMs: 260_000 });
  const old = await listen(hub, who('ada'));
  clock.now = 200_000;
  const young = await listen(hub, who('ada'));
  clock.now = 265_000;
  hub.beat();
  expect([old.sink.ended, young.sink.ended]).toEqual([true, false]);
  expect(old.reader.bye?.retryMs).toBeGreaterThanOrEqual(0);
});

test('while the database is away streams stay and it is told once; the next tick heals', async () => {
  const database = { isAway: false };
  const { model, hub, errors } = start();
  const { moved } = hub.reads;
  hub.reads.moved = (known) => (database.isAway ? Promise.reject(new Error('away')) : moved(known));
  const { reader, sink } = await listen(hub, who('ada'));
  database.isAway = true;
  model.post('lobby', 'grace');
  for (let n = 0; n < 3; n += 1) await hub.tick();
  expect(errors).toHaveLength(1);
  expect(sink.ended).toBe(false);
  database.isAway = false;
  await hub.tick();
  await new Promise((resolve) => setImmediate(resolve));
  expect(reader.log('lobby')).toEqual(['1:first']);
});

test('while hints arrive every second poll is left out, and none as soon as they are lost', async () => {
  const hints = { arrive: true };
  let polls = 0;
  const timers: { ms: number; work: () => void }[] = [];
  const { hub } = start({
    isHinted: () => hints.arrive,
    every: (ms, work) => {
      timers.push({ ms, work });
      return () => undefined;
    },
  });
  const { moved } = hub.reads;
  hub.reads.moved = (known) => {
    polls += 1;
    return moved(known);
  };
  await listen(hub, who('ada'));
  const pollsIn = async (times: number) => {
    const before = polls;
    for (let n = 0; n < times; n += 1) {
      for (const { work } of timers.filter(({ ms }) => ms === 500)) work();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return polls - before;
  };
  expect(await pollsIn(6)).toBe(3);
  hints.arrive = false;
  expect(await pollsIn(6)).toBe(6);
  hints.arrive = true;
  expect(await pollsIn(6)).toBe(3);
});

test('a read of a feed that fails is read again after the next tick', async () => {
  const { model, hub } = start();
  const { room } = hub.reads;
  const { reader } = await listen(hub, who('ada'));
  hub.reads.room = () => Promise.reject(new Error('away'));
  model.post('lobby', 'grace');
  await hub.tick();
  hub.reads.room = room;
  await hub.tick();
  await new Promise((resolve) => setImmediate(resolve));
  expect(reader.log('lobby')).toEqual(['1:first']);
});

test('a lone change goes at once; what follows within the pace becomes one frame and one write', async () => {
  const turns: (() => void)[] = [];
  const { model, hub, clock, say } = start({
    after: (_, work) => {
      turns.push(work);
      return () => undefined;
    },
  });
  const { reader, sink } = await listen(hub, who('grace'));
  say();
  expect(reader.log('lobby')).toHaveLength(1);
  const before = reader.events.length;
  let writes = 0;
  const write = sink.write.bind(sink);
  sink.write = (bytes) => {
    writes += 1;
    return write(bytes);
  };
  for (let n = 0; n < 5; n += 1) {
    clock.now += 1;
    hub.announce(model.post('lobby', 'ada'));
  }
  expect(reader.events).toHaveLength(before);
  expect(turns).toHaveLength(1);
  clock.now += 5;
  turns[0]?.();
  expect(writes).toBe(1);
  expect(reader.events.slice(before).map(({ data }) => data)).toMatchObject([{ from: 3, to: 8 }]);
  expect(reader.log('lobby')).toHaveLength(6);
  expect(reader.gaps).toEqual([]);
});

test('the pace runs from when a frame has left, however long writing it to everybody took', async () => {
  const { hub, model, clock, say } = start({ after: () => () => undefined });
  const { reader } = await listen(hub, who('grace'));
  say();
  clock.now += 50;
  await new Promise((resolve) => setImmediate(resolve));
  const before = reader.events.length;
  hub.announce(model.post('lobby', 'ada'));
  expect(reader.events).toHaveLength(before);
  clock.now += 11;
  hub.announce(model.post('lobby', 'ada'));
  expect(reader.events).toHaveLength(before + 1);
});

test('a flood that outruns the turn goes out in frames of at most 500 rows', async () => {
  const { model, hub } = start({ after: () => () => undefined });
  const { reader } = await listen(hub, who('grace'));
  for (let n = 0; n < 1_001; n += 1) hub.announce(model.post('lobby', 'ada'));
  const sizes = reader.named('changes').map((data) => (data as RoomFrame).messages.length);
  expect(sizes).toEqual([1, 500, 500]);
  expect(reader.gaps).toEqual([]);
});

test('what was named by others right after a frame is read in one turn, not once each', async () => {
  const turns: (() => void)[] = [];
  const { model, hub, say } = start({
    after: (_, work) => {
      turns.push(work);
      return () => undefined;
    },
  });
  let reads = 0;
  const { room } = hub.reads;
  hub.reads.room = (roomId, from) => {
    reads += 1;
    return room(roomId, from);
  };
  const { reader } = await listen(hub, who('grace'));
  say();
  for (let n = 0; n < 3; n += 1) {
    const { feed, to } = model.post('lobby', 'ada');
    hub.announce({ feed, to });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(reads).toBe(0);
  turns[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toBe(1);
  expect(reader.log('lobby')).toHaveLength(4);
});

test('ticks do not overlap', async () => {
  let running = 0;
  let most = 0;
  const { hub } = start(
    {},
    {
      moved: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return { epoch: 'one', feeds: [] };
      },
    },
  );
  await listen(hub, who('ada'));
  await Promise.all([hub.tick(), hub.tick(), hub.tick()]);
  expect(most).toBe(1);
});
