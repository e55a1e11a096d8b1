import 'server-only';
import { AppError } from '@/lib/errors';
import { BEAT, encode } from '@/lib/realtime/encode';
import type { Bytes } from '@/lib/realtime/sink';
import type { Stream } from '@/lib/realtime/stream';

/** More tabs than anyone looks at; the oldest comes back when it is next looked at. */
const STREAMS_PER_PERSON = 6;
/** Clients that were all sent away come back over this long. */
const RETURN_MS = 10_000;
/** A drain sends streams away in this many groups. */
const DRAIN_GROUPS = 20;

type Options = {
  maxStreams: number;
  /** After this a stream is sent away with a bye, at the next beat; a host that cuts it sooner cuts it blindly. */
  maxAgeMs?: number;
};

/** All streams of a process, whoever's they are, and when they have to go. */
export class Streams {
  #options: Options;
  #all = new Set<Stream>();
  #isDraining = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get size(): number {
    return this.#all.size;
  }

  /** Throws `try_again` when this process takes no more. */
  requireRoom(): void {
    if (this.#isFull()) {
      throw new AppError('try_again', 'This process takes no more streams.', { retryAfter: 5 });
    }
  }

  /** False: it was sent away at once, for what had room when the request came may be full by now. */
  add(stream: Stream): boolean {
    if (this.#isFull()) stream.close(farewell());
    if (stream.closed) return false;
    this.#all.add(stream);
    return true;
  }

  delete(stream: Stream): boolean {
    return this.#all.delete(stream);
  }

  beat(now: number): void {
    for (const stream of this.#all) {
      if (now - stream.openedAt > (this.#options.maxAgeMs ?? Number.POSITIVE_INFINITY)) {
        stream.close(farewell());
      } else stream.beat(BEAT);
    }
  }

  sendAllAway(): void {
    for (const stream of [...this.#all]) stream.close(farewell());
  }

  /** Takes no more streams and sends those there are away, spread over `spreadMs`. */
  async drain(spreadMs: number): Promise<void> {
    this.#isDraining = true;
    const streams = [...this.#all];
    const group = Math.ceil(streams.length / DRAIN_GROUPS);
    for (let first = 0; first < streams.length; first += group) {
      if (first > 0) await new Promise((resolve) => setTimeout(resolve, spreadMs / DRAIN_GROUPS));
      for (const stream of streams.slice(first, first + group)) stream.close(farewell());
    }
  }

  #isFull(): boolean {
    return this.#isDraining || this.#all.size >= this.#options.maxStreams;
  }
}

/** Sends the oldest of one person's streams away when they are too many. */
export function limitStreams(streams: ReadonlySet<Stream>): void {
  if (streams.size > STREAMS_PER_PERSON) [...streams][0]?.close(encode('bye', { retryMs: null }));
}

/** A bye to one of many; each gets its own time to return. */
function farewell(): Bytes {
  return encode('bye', { retryMs: jitter(RETURN_MS) });
}

export function jitter(maxMs: number): number {
  return Math.round(Math.random() * maxMs);
}
