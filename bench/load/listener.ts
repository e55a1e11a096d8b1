import { connect, type Socket } from 'node:net';
import { micros } from './clock';
import type { Framing } from './framing';
import { Heard } from './order';
import { readBody } from './stage';

export type Frame = {
  feed?: string;
  from?: number;
  to?: number;
  messages?: readonly { seq: number; rev?: number; body: string }[];
};

/** A frame as it was heard: `n` and `sentAt` of each message in it, and its rev where frames carry a cursor. */
type Read = {
  feed: string | undefined;
  from: number;
  to: number;
  said: readonly { n: number; sentAt: number; rev: number }[];
  lastSeq: number;
};

/** All listeners of a process hear the same bytes; each kind of them is parsed once. */
const parsed = new Map<string, Read | undefined>();
const PARSED_MAX = 2_000;

export type Watch = {
  keepsList: boolean;
  /** `sentAt` and when it was heard, in microseconds. */
  onHeard(sentAt: number, at: number): void;
  onMoved?(listener: Listener, seq: number): void;
};

/** How a candidate's streams are read. */
export type Manner = {
  framing: Framing;
  /** Begins the event after which it listens. */
  readyMark: string;
  /** What it expects us to say to an event. */
  replies?: (event: string) => Buffer | undefined;
};

/**
 * One raw connection that listens, by the client's rule: applies what begins at or before its cursor and ends beyond it,
 * but for the rows it has, and counts a hole where something is missing. Where frames carry no cursor, everything is
 * applied as it comes.
 */
export class Listener {
  readonly heard = new Heard();
  readonly seat: number;
  holes = 0;
  cursor: number;
  /** When a stream was last ready, in microseconds. */
  readyAt = 0;
  /** All that was heard, in order, where nobody else keeps it. */
  readonly list: number[] | undefined;
  #roomId: string;
  #watch: Watch;
  #socket: Socket | undefined;
  #rest = '';

  constructor(seat: number, { id, rev }: { id: string; rev: number }, watch: Watch) {
    this.seat = seat;
    this.cursor = rev;
    this.#roomId = id;
    this.#watch = watch;
    this.list = watch.keepsList ? [] : undefined;
  }

  /** Settles when the stream is ready; rejects when it ends before. */
  open(port: number, request: string, manner: Manner): Promise<void> {
    this.#rest = '';
    const socket = connect(port, '127.0.0.1').setNoDelay();
    this.#socket = socket;
    socket.write(request);
    return new Promise((resolve, reject) => {
      const onReady = () => {
        this.readyAt = micros();
        resolve();
      };
      socket.setEncoding('latin1').on('data', (text: string) => this.#read(text, manner, onReady));
      // Broken: the close that follows counts.
      socket.on('error', () => undefined);
      socket.on('close', () => reject(new Error(`A stream ended: ${this.#rest.slice(0, 300)}`)));
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #read(text: string, { framing, readyMark, replies }: Manner, onReady: () => void): void {
    const at = micros();
    const { events, rest } = framing(this.#rest + text);
    this.#rest = rest;
    for (const event of events) {
      if (event.startsWith(readyMark)) onReady();
      const reply = replies?.(event);
      if (reply) this.#socket?.write(reply);
      const frame = readFrame(event);
      if (frame) this.#apply(frame, at);
    }
  }

  #apply({ feed, from, to, said, lastSeq }: Read, at: number): void {
    if (feed !== undefined && feed !== this.#roomId) return;
    if (to <= this.cursor) return;
    if (from > this.cursor) {
      this.holes += 1;
      return;
    }
    const { cursor } = this;
    if (feed !== undefined) this.cursor = to;
    for (const { n, sentAt, rev } of said) {
      // A frame may repeat what was missed and caught up with; a row is replaced only by a higher rev.
      if (rev <= cursor) continue;
      this.heard.add(n);
      this.list?.push(n);
      this.#watch.onHeard(sentAt, at);
    }
    this.#watch.onMoved?.(this, lastSeq);
  }
}

function readFrame(event: string): Read | undefined {
  const begin = event.indexOf('{');
  if (begin < 0 || !event.includes('"messages":[')) return undefined;
  // What a listener hears twice in different events (nchan puts an id before each) is parsed twice.
  if (parsed.has(event)) return parsed.get(event);
  const {
    feed,
    from = 0,
    to = Number.POSITIVE_INFINITY,
    messages = [],
  } = JSON.parse(event.slice(begin, event.lastIndexOf('}') + 1)) as Frame;
  const lastSeq = messages.at(-1)?.seq ?? 0;
  const read = {
    feed,
    from,
    to,
    said: messages.map(({ rev = Number.POSITIVE_INFINITY, body }) => ({ ...readBody(body), rev })),
    lastSeq,
  };
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(event, read);
  return read;
}
