import 'server-only';
import type { Bytes, Sink } from '@/lib/realtime/sink';

/** What may wait for one reader; past it the stream is closed and its client returns with its cursors. */
export const BACKLOG_MAX_BYTES = 1_024 * 1_024;

type Waiting = { bytes: Bytes; feed: string | undefined };

/**
 * One browser's stream. While it opens, and while its reader is slow, what is sent waits in a bounded queue; everything
 * is shared bytes, so a queue costs references only.
 */
export class Stream {
  readonly userId: string;
  readonly sessionId: string;
  readonly openedAt: number;
  #sink: Sink;
  #onClosed: (stream: Stream) => void;
  #opening = true;
  #full = false;
  #beatsWhileFull = 0;
  #closed = false;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #wake: (() => void) | undefined;

  constructor(
    who: { userId: string; sessionId: string },
    sink: Sink,
    { now, onClosed }: { now: number; onClosed: (stream: Stream) => void },
  ) {
    this.userId = who.userId;
    this.sessionId = who.sessionId;
    this.openedAt = now;
    this.#sink = sink;
    this.#onClosed = onClosed;
    sink.onDrain(() => this.#drained());
    sink.onClose(() => this.close());
  }

  get closed(): boolean {
    return this.#closed;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Sends now or, while opening or behind a slow reader, in its turn. `feed`: what `forget` knows it by. */
  send(bytes: Bytes, feed?: string): void {
    if (this.#closed) return;
    if (!this.#opening && !this.#full) {
      this.#full = !this.#sink.write(bytes);
      return;
    }
    this.#queuedBytes += bytes.byteLength;
    this.#queue.push({ bytes, feed });
    if (this.#queuedBytes > BACKLOG_MAX_BYTES) this.close();
  }

  /** Of the opening: goes before all that waits, and answers when the reader has room for more. */
  async sendFirst(bytes: Bytes): Promise<void> {
    if (this.#closed || this.#sink.write(bytes) || this.#closed) return;
    this.#full = true;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  /** The opening is over: what waited goes out, and from now on everything at once. */
  goLive(): void {
    this.#opening = false;
    this.#flush();
  }

  /** Drops what waits of a feed that its person no longer hears. */
  forget(feed: string): void {
    this.#queue = this.#queue.filter((waiting) => waiting.feed !== feed);
    this.#queuedBytes = this.#queue.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  }

  /** The beat; a reader that took nothing during two whole beats is gone, whatever the network says. */
  beat(bytes: Bytes): void {
    this.#beatsWhileFull = this.#full ? this.#beatsWhileFull + 1 : 0;
    if (this.#beatsWhileFull > 2) this.close();
    else this.send(bytes);
  }

  /** Ends the stream, after `farewell` if the reader keeps up. Any number of times, from anywhere. */
  close(farewell?: Bytes): void {
    if (this.#closed) return;
    this.#closed = true;
    if (farewell) this.#sink.write(farewell);
    this.#sink.end();
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#wake?.();
    this.#onClosed(this);
  }

  #drained(): void {
    this.#full = false;
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
    this.#flush();
  }

  #flush(): void {
    let sent = 0;
    while (!this.#opening && !this.#full && !this.#closed && sent < this.#queue.length) {
      const next = this.#queue[sent++];
      if (!next) break;
      this.#queuedBytes -= next.bytes.byteLength;
      this.#full = !this.#sink.write(next.bytes);
    }
    if (!this.#closed) this.#queue.splice(0, sent);
  }
}
