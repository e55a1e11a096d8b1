import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RoomFrame } from './contract';
import type { Announcement } from './hub';
import { openStream } from './open-stream';
import { Hub } from './stream-hub';
import { MemorySink } from './testing/memory-sink';
import { Model } from './testing/model';
import { lineOf, Reader } from './testing/reader';

const PEOPLE = ['ada', 'grace', 'edsger'] as const;
const ROOMS = ['lobby', 'lab'] as const;

const room = fc.constantFrom(...ROOMS);
const person = fc.constantFrom(...PEOPLE);
/** How the process that wrote tells the first hub; the second only ever polls. */
const told = fc.constantFrom('handed', 'named', 'late', 'never');

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('post'), room, person, told }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('edit'), room, person, told, at: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('begin'), room, person, told }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('end'), room, person, told }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('tick'), hub: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('open'), hub: fc.nat(1), person, behind: fc.nat(6) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('close'), which: fc.nat(9) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** One stream, what it started from, and its reader. */
type Open = { userId: string; from: Map<string, number>; reader: Reader; sink: MemorySink };

class World {
  readonly model = new Model();
  readonly hubs: Hub[];
  readonly open: Open[] = [];
  readonly errors: unknown[] = [];
  readonly memberships: { roomId: string; userId: string; rev: number; ended: boolean }[] = [];
  #scheduler: fc.Scheduler;

  constructor(scheduler: fc.Scheduler) {
    this.#scheduler = scheduler;
    for (const userId of PEOPLE) this.model.addPerson(userId);
    for (const roomId of ROOMS) {
      this.model.addRoom(roomId);
      for (const userId of PEOPLE.slice(0, 2)) this.#note(this.model.member(roomId, userId, false));
    }
    const reads = this.model.reads(() => scheduler.schedule(Promise.resolve()));
    const options = {
      maxStreams: 100,
      every: () => () => undefined,
      // No time passes, so whatever follows a frame waits for the turn, which comes at any moment.
      now: () => 0,
      after: (_: number, work: () => void) => {
        const turn = { isDue: true };
        void scheduler.schedule(Promise.resolve()).then(() => turn.isDue && work());
        return () => {
          turn.isDue = false;
        };
      },
      onError: (error: unknown) => this.errors.push(error),
    };
    this.hubs = [new Hub(reads, options), new Hub(reads, options)];
  }

  take(step: Step): void {
    if ('told' in step) this.#write(step);
    else if ('behind' in step) this.#listen(step);
    else if ('which' in step) this.open[step.which]?.sink.lose();
    else void this.hubs[step.hub]?.tick();
  }

  async settle(): Promise<void> {
    // A poll finds, its reads may find more: membership, then room, then the steps of a long catch-up.
    for (let round = 0; round < 4; round += 1) {
      await this.#scheduler.waitAll();
      for (const hub of this.hubs) void hub.tick();
      await this.#scheduler.waitAll();
    }
  }

  #write(step: Extract<Step, { told: string }>): void {
    const { model } = this;
    const announcements = (() => {
      if (step.act === 'begin' || step.act === 'end') {
        return this.#note(model.member(step.room, step.person, step.act === 'end'));
      }
      const one = 'at' in step ? model.edit(step.room, step.at) : model.post(step.room, step.person);
      return one ? [one] : [];
    })();
    const announce = (list: Announcement[]) => {
      for (const item of list) this.hubs[0]?.announce(item);
    };
    if (step.told === 'handed') announce(announcements);
    if (step.told === 'named') announce(announcements.map(({ feed, to }) => ({ feed, to })));
    if (step.told === 'late')
      void this.#scheduler.schedule(Promise.resolve()).then(() => announce(announcements));
  }

  #listen({ hub, person: userId, behind }: Extract<Step, { behind: number }>): void {
    const on = this.hubs[hub];
    if (!on) return;
    // Every second one returns with cursors, some way behind.
    const cursors = ROOMS.filter((roomId) => behind % 2 === 0 && this.model.isIn(roomId, userId)).map(
      (roomId) => ({ roomId, rev: Math.max(0, (this.model.rooms.get(roomId)?.rev ?? 0) - behind) }),
    );
    const reader = new Reader(cursors);
    const sink = new MemorySink(reader.take);
    this.open.push({ userId, from: new Map(cursors.map((c) => [c.roomId, c.rev])), reader, sink });
    void openStream(on, { userId, sessionId: `${userId}'s` }, cursors, sink);
  }

  #note(announcements: Announcement[] = []): Announcement[] {
    for (const { feed, frame } of announcements) {
      if (frame && 'members' in frame) {
        this.memberships.push(...frame.members.map((member) => ({ roomId: feed, ...member })));
      }
    }
    return announcements;
  }
}

function requireEqual(world: World, open: Open): void {
  const { userId, from, reader } = open;
  expect(reader.isReady).toBe(true);
  // In a room they are taken out of, a client may see a hole that nobody fills any more.
  const stayed = (gap: string) =>
    !ROOMS.some((roomId) => gap.startsWith(roomId) && wasOut(world, roomId, userId));
  expect(reader.gaps.filter(stayed)).toEqual([]);
  expect(reader.me).toBe(world.model.people.get(userId)?.rev);
  const mine = ROOMS.filter((roomId) => world.model.isIn(roomId, userId));
  expect([...reader.entries.keys()].sort()).toEqual([...mine].sort());
  for (const roomId of mine) {
    const held = reader.rooms.get(roomId);
    if (held && held.cursor < (reader.entries.get(roomId)?.rev ?? 0)) healReturn(world, roomId, open);
    const truth = world.model.changes(roomId, 0, 1_000);
    expect(held?.cursor).toBe(truth.to);
    // A frame may begin before the cursor, so a client may be told again what it held; never anything else.
    expect(truth.messages.map(lineOf)).toEqual(expect.arrayContaining(reader.log(roomId)));
    const since = from.get(roomId);
    // Who was out while their catch-up was read sees a hole (only such holes came this far), and asks for changes.
    const sawHole = reader.gaps.some((gap) => gap.startsWith(roomId));
    if (since === undefined || reader.wasOut(roomId) || sawHole) continue;
    const missed = truth.messages.filter(({ rev }) => rev > since).map(lineOf);
    expect(reader.log(roomId)).toEqual(expect.arrayContaining(missed));
  }
}

/**
 * Somebody who held the room was out of it for a while and learns of both at once: the entry's rev above their cursor
 * tells them, and they ask for changes. Nothing else may leave a client behind.
 */
function healReturn(world: World, roomId: string, { userId, reader }: Open): void {
  expect(wasOut(world, roomId, userId)).toBe(true);
  reader.heal(roomId, world.model.changes(roomId, reader.rooms.get(roomId)?.cursor ?? 0, 1_000));
}

function wasOut(world: World, roomId: string, userId: string): boolean {
  return world.memberships.some((m) => m.roomId === roomId && m.userId === userId && m.ended);
}

/** Nobody hears of a room past their end, unless they came back after it. */
function requireSilence(world: World, { userId, reader }: Open): void {
  for (const { feed, to } of reader.named('changes') as RoomFrame[]) {
    if (feed === 'me') continue;
    const mine = world.memberships.filter((m) => m.roomId === feed && m.userId === userId);
    const isLiveAt = mine.filter(({ rev }) => rev <= to).at(-1)?.ended === false;
    const cameLater = mine.some(({ rev, ended }) => rev > to && !ended);
    expect(isLiveAt || cameLater, `${userId} heard ${feed} up to ${to}`).toBe(true);
  }
}

// biome-ignore lint/style/noProcessEnv: how long a test runs is its runner's choice, no setting of the app
const runs = Number(process.env['INTERLEAVINGS'] ?? 500);

test('told, polled, read, opened and closed in any order, readers end equal to the database', {
  timeout: 600_000,
}, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.scheduler(), async (steps, s) => {
      const world = new World(s);
      for (const one of steps) void s.schedule(Promise.resolve()).then(() => world.take(one));
      await world.settle();
      expect(world.errors).toEqual([]);
      const live = world.open.filter(({ sink }) => !sink.ended);
      for (const open of live) requireEqual(world, open);
      for (const open of world.open) requireSilence(world, open);
      compared += live.length;
      for (const { sink } of live) sink.lose();
      for (const hub of world.hubs) expect(hub.size).toEqual({ streams: 0, people: 0, rooms: 0, timers: 0 });
    }),
    // The short form is the same each time, so that it tells what a change did; the long form looks for more.
    runs === 500 ? { numRuns: runs, seed: 20_261_120 } : { numRuns: runs },
  );
  expect(compared).toBeGreaterThan(runs);
});
