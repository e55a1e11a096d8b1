import 'server-only';
import { Audience, type MeChanges, type Person } from '@/lib/realtime/audience';
import { BEAT_MS, type Changes } from '@/lib/realtime/contract';
import { encode } from '@/lib/realtime/encode';
import { Feed } from '@/lib/realtime/feed';
import type { Announcement, HandedFrame, Listening } from '@/lib/realtime/hub';
import { mergeChanges } from '@/lib/realtime/merge';
import { Pace, type PaceOptions } from '@/lib/realtime/pace';
import type { Cursor, Hello, Reads, Standing } from '@/lib/realtime/reads';
import type { Sink } from '@/lib/realtime/sink';
import { Stream } from '@/lib/realtime/stream';
import { jitter, limitStreams, Streams } from '@/lib/realtime/streams';

/** How often the database is asked what other processes moved, while anybody listens here. */
const TICK_MS = 500;

export type HubOptions = PaceOptions & {
  maxStreams: number;
  maxAgeMs?: number;
  /** True while the other processes' hints arrive. */
  isHinted?: () => boolean;
  /** Repeats `work` until the returned function is called. */
  every?: (ms: number, work: () => void) => () => void;
  /** Hears of each frame of a room once it was written to those who listen. */
  onServed?: (frame: Changes) => void;
  onError: (error: unknown) => void;
};

/** All streams of this process: each change is read once, encoded once, and the same bytes go to everyone. */
export class Hub implements Listening {
  readonly reads: Reads;
  #options: HubOptions;
  #audience: Audience;
  #streams: Streams;
  #pace: Pace;
  #onClosed = (stream: Stream) => this.#remove(stream);
  #stopTimers: (() => void)[] = [];
  #epoch: string | undefined;
  #isTicking = false;
  #isPausing = false;
  #isFailing = false;

  constructor(reads: Reads, options: HubOptions) {
    this.reads = reads;
    this.#options = options;
    this.#streams = new Streams(options);
    this.#pace = new Pace(options);
    this.#audience = new Audience((cursor) => this.#beginRoom(cursor));
  }

  /** How many of each there are; all zero when nobody listens. */
  get size() {
    const { people, rooms } = this.#audience;
    return {
      streams: this.#streams.size,
      people: people.size,
      rooms: rooms.size,
      timers: this.#stopTimers.length,
    };
  }

  requireRoom(): void {
    this.#streams.requireRoom();
  }

  /** From now on what is announced to this person waits in the stream, until it goes live. It may be closed already. */
  register(who: { userId: string; sessionId: string }, sink: Sink): Stream {
    const stream = new Stream(who, sink, { now: this.#pace.now(), onClosed: this.#onClosed });
    if (!this.#streams.add(stream)) return stream;
    limitStreams(this.#audience.add(stream).streams);
    if (this.#stopTimers.length === 0) this.#startTimers();
    return stream;
  }

  /** Subscribes the stream's person to their rooms. What a client is told later is never older than this. */
  takeStanding(stream: Stream, standing: Standing): void {
    const person = this.#personOf(stream);
    if (!person) return;
    person.feed ??= this.#beginMe(person, standing.rev);
    this.#audience.learn(person, { ...standing, ended: 'others' });
  }

  /**
   * Before hello is sent: it knows better than the standing, and is news to the person's other streams. False: it
   * was read before one of its rooms was subscribed; another one, read from now on, is safe to send.
   */
  takeHello(stream: Stream, hello: Hello): boolean {
    const person = this.#personOf(stream);
    if (!person || !this.#isEpoch(hello.epoch)) return false;
    person.feed?.moved(hello.rev);
    return !this.#audience.learn(person, { rev: hello.rev, rooms: hello.rooms, ended: 'others' });
  }

  announce({ feed, to, frame }: Announcement): void {
    try {
      const person = feed.startsWith('me:') ? this.#audience.people.get(feed.slice(3)) : undefined;
      if (person) person.feed?.moved(to, this.#ownFrame(person, frame));
      else this.#audience.rooms.get(feed)?.feed.moved(to, frame && 'messages' in frame ? frame : undefined);
    } catch (error) {
      // The command has committed; its sender must not hear of a reader's trouble.
      this.#options.onError(error);
    }
  }

  /** Asks once what moved, whoever moved it. A failure leaves all streams as they are; the next tick heals. */
  async tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    try {
      const { people, rooms } = this.#audience;
      const moved = await this.reads.moved({
        rooms: Array.from(rooms, ([roomId, { feed }]) => ({ roomId, rev: feed.sent })),
        people: Array.from(people.values()).flatMap(({ userId, feed }) =>
          feed ? [{ userId, rev: feed.sent }] : [],
        ),
      });
      this.#isFailing = false;
      if (this.#isEpoch(moved.epoch)) for (const feed of moved.feeds) this.announce(feed);
    } catch (error) {
      this.failed(error);
    } finally {
      this.#isTicking = false;
    }
  }

  beat(): void {
    this.#streams.beat(this.#pace.now());
  }

  drain(spreadMs: number): Promise<void> {
    return this.#streams.drain(spreadMs);
  }

  /** A read failed: told once until the database answers again, or every stream and tick would tell it. */
  failed(error: unknown): void {
    if (!this.#isFailing) this.#options.onError(error);
    this.#isFailing = true;
  }

  #personOf(stream: Stream): Person | undefined {
    return stream.closed ? undefined : this.#audience.people.get(stream.userId);
  }

  #beginRoom({ roomId, rev }: Cursor): Feed<Changes> {
    return new Feed({
      sent: rev,
      read: (from) => this.reads.room(roomId, from),
      serve: (frame) => this.#serveRoom(roomId, frame),
      merging: { pace: this.#pace, merge: mergeChanges },
      onError: (error) => this.failed(error),
    });
  }

  #beginMe(person: Person, rev: number): Feed<MeChanges> {
    return new Feed({
      sent: rev,
      read: (from) => this.#readMe(person, from),
      serve: (frame) => {
        const bytes = encode('changes', { feed: 'me', ...frame });
        for (const stream of person.streams) stream.send(bytes);
      },
      onError: (error) => this.failed(error),
    });
  }

  /** Whoever this very frame takes out hears nothing of it. */
  #serveRoom(roomId: string, frame: Changes): void {
    for (const { userId, rev, ended } of frame.members) {
      if (ended) this.#audience.ended(roomId, userId, rev);
    }
    const room = this.#audience.rooms.get(roomId);
    if (!room) return;
    const bytes = encode('changes', { feed: roomId, ...frame });
    for (const person of room.people) for (const stream of person.streams) stream.send(bytes, roomId);
    this.#options.onServed?.(frame);
  }

  /**
   * What moved for one person: first the streams whose session is over end, then rooms that began are subscribed, and
   * read once more, so that the entry a client takes its cursor from is not older than the subscription.
   */
  async #readMe(person: Person, from: number): Promise<MeChanges | null> {
    const live = await this.reads.liveSessions(person.userId);
    for (const stream of person.streams) {
      if (!live.has(stream.sessionId)) stream.close(encode('bye', { retryMs: jitter(1_000) }));
    }
    while (person.streams.size > 0) {
      const news = await this.reads.me(person.userId, from);
      if (!news || !this.#isEpoch(news.epoch)) return null;
      const { me, infoRev, upTo, rooms, ended, users } = news;
      if (this.#audience.learn(person, { rev: news.rev, rooms, ended })) continue;
      return { from, to: upTo, rooms, ended, users, ...(infoRev > from && { settings: me }) };
    }
    return null;
  }

  /** A handed frame is good for rooms that are subscribed; one that begins something must be read. */
  #ownFrame(person: Person, frame: HandedFrame | undefined): MeChanges | undefined {
    if (!frame || !('rooms' in frame)) return undefined;
    return frame.rooms.every(({ roomId }) => person.seats.has(roomId)) ? frame : undefined;
  }

  /** Another epoch is another history: everyone is sent away, and with the last of them all that was known. */
  #isEpoch(epoch: string): boolean {
    this.#epoch ??= epoch;
    if (this.#epoch === epoch) return true;
    this.#streams.sendAllAway();
    return false;
  }

  #remove(stream: Stream): void {
    if (!this.#streams.delete(stream)) return;
    this.#audience.remove(stream);
    if (this.#streams.size > 0) return;
    for (const stop of this.#stopTimers) stop();
    this.#stopTimers = [];
    this.#pace.stop();
    this.#epoch = undefined;
  }

  #startTimers(): void {
    const every = this.#options.every ?? repeat;
    this.#stopTimers = [every(TICK_MS, () => this.#poll()), every(BEAT_MS, () => this.beat())];
  }

  /** With hints the tick is a safety net, and every second one will do. */
  #poll(): void {
    this.#isPausing = !this.#isPausing && (this.#options.isHinted?.() ?? false);
    if (!this.#isPausing) void this.tick();
  }
}

function repeat(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  // Streams hold the process by their sockets; a timer must not.
  timer.unref();
  return () => clearInterval(timer);
}
