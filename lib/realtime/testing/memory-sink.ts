import type { Bytes, Sink } from '@/lib/realtime/sink';

/** A sink that keeps what it is given; `room` bytes fit before its reader has to take something. */
export class MemorySink implements Sink {
  ended = false;
  held = 0;
  #room: number;
  #taken: (bytes: Bytes) => void;
  #waiting: Bytes[] = [];
  #onDrain = () => {};
  #onClose = () => {};

  constructor(taken: (bytes: Bytes) => void, room = Number.POSITIVE_INFINITY) {
    this.#taken = taken;
    this.#room = room;
  }

  write(bytes: Bytes): boolean {
    if (this.ended) throw new Error('written after its end');
    this.held += bytes.byteLength;
    this.#waiting.push(bytes);
    if (this.#room === Number.POSITIVE_INFINITY) this.#take();
    return this.held < this.#room;
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener;
  }

  onClose(listener: () => void): void {
    this.#onClose = listener;
  }

  end(): void {
    this.ended = true;
  }

  /** The reader takes everything. */
  drain(): void {
    this.#take();
    this.#onDrain();
  }

  /** The reader goes away. */
  lose(): void {
    this.ended = true;
    this.#onClose();
  }

  #take(): void {
    for (const bytes of this.#waiting.splice(0)) this.#taken(bytes);
    this.held = 0;
  }
}
