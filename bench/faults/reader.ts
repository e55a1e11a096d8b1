import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { backoffMs } from '@/lib/realtime/client/backoff';
import { type Changes, FrameReader } from '../delivery/frame-reader';

type Frame = Changes & { feed: string };

/** Somebody signed in, and the rooms they are in. */
export type Seat = {
  name: string;
  token: string;
  userId: string;
  sessionId: string;
  rooms: string[];
};

/**
 * Such a client on the wire: asks for changes when it finds a hole, and comes back with its cursors, to the other door,
 * whenever its stream ends.
 */
export class StreamReader extends FrameReader {
  /** How often it lost its stream, found a hole, was sent back to the start. */
  readonly counts = { returns: 0, holes: 0, resets: 0 };
  /** The instant (performance.now()) at which the stream ended last. */
  endedAt = 0;
  isOpen = false;
  #seat: Seat;
  #doors: readonly string[];
  #over = new AbortController();

  constructor(seat: Seat, doors: readonly string[], began: ReadonlyMap<string, number>) {
    super(seat.name, new Map(seat.rooms.map((roomId) => [roomId, began.get(roomId) ?? 0])));
    this.#seat = seat;
    this.#doors = doors;
  }

  /** Until `stop`. */
  async run(): Promise<void> {
    let failures = 0;
    for (let attempt = 0; !this.#over.signal.aborted; attempt += 1) {
      try {
        await this.#listen(this.#doors[attempt % this.#doors.length] ?? '');
      } catch {
        // Refused, broken or cut: the next attempt is the answer.
      }
      failures = this.isOpen ? 0 : failures + 1;
      this.isOpen = false;
      this.endedAt = performance.now();
      this.counts.returns += 1;
      await sleep(Math.min(backoffMs(failures), 3_000));
    }
  }

  stop(): void {
    this.#over.abort();
  }

  async #listen(door: string): Promise<void> {
    const response = await fetch(`${door}/api/stream?cursors=${this.cursors}`, {
      headers: { authorization: `Bearer ${this.#seat.token}` },
      signal: this.#over.signal,
    });
    if (!response.ok || !response.body) throw new Error(`${response.status}`);
    const parser = createParser({
      onEvent: ({ event = '', data }) => {
        if (event === 'ready') this.isOpen = true;
        if (event === 'reset') this.counts.resets += 1;
        if (event === 'changes') this.#frame(JSON.parse(data), door);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) parser.feed(decoder.decode(chunk, { stream: true }));
  }

  #frame(frame: Frame, door: string): void {
    if (!this.take(frame.feed, frame)) void this.#heal(frame.feed, door);
  }

  async #heal(roomId: string, door: string): Promise<void> {
    this.counts.holes += 1;
    try {
      const answer = await fetch(`${door}/api/rooms/${roomId}/changes?after=${this.cursor(roomId)}`, {
        headers: { authorization: `Bearer ${this.#seat.token}` },
      });
      if (answer.ok) this.take(roomId, (await answer.json()) as Changes);
    } catch {
      // The next frame shows the hole again.
    }
  }
}
