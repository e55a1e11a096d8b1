import 'server-only';

/** Anything that says what lies between two revs of its feed. */
export type Span = { from: number; to: number };

type Options<F extends Span> = {
  /** The rev that its listeners are known to have when it begins. */
  sent: number;
  /** What changed above `from`, all of it or a first part; null when there is nothing to read any more. */
  read: (from: number) => Promise<F | null>;
  serve: (frame: F) => void;
  onError: (error: unknown) => void;
};

/**
 * One feed's position in this process. `sent` is what its listeners have been served; frames go out in order of their
 * end and never leave a hole after `sent`. At most one read is in flight and one is due behind it.
 */
export class Feed<F extends Span> {
  #options: Options<F>;
  #sent: number;
  #head: number;
  #reading = false;
  #over = false;

  constructor(options: Options<F>) {
    this.#options = options;
    this.#sent = options.sent;
    this.#head = options.sent;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Nobody listens any more; what is being read goes nowhere. */
  end(): void {
    this.#over = true;
  }

  /** The feed is at `to`. A `frame` that begins where the listeners are goes out at once, anything else by a read. */
  moved(to: number, frame?: F): void {
    if (this.#over || to <= this.#sent) return;
    if (frame && frame.from === this.#sent && frame.to === to) {
      this.#serve(frame);
      return;
    }
    this.#head = Math.max(this.#head, to);
    if (!this.#reading) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    this.#reading = true;
    try {
      while (!this.#over && this.#head > this.#sent) {
        const frame = await this.#options.read(this.#sent);
        if (!frame || this.#over || frame.to <= frame.from) break;
        // A frame handed over meanwhile may have carried the listeners further than this read.
        if (frame.to > this.#sent) this.#serve(frame);
      }
    } catch (error) {
      this.#options.onError(error);
    } finally {
      // Whatever is still missing, the next tick names again.
      this.#head = this.#sent;
      this.#reading = false;
    }
  }

  #serve(frame: F): void {
    this.#sent = frame.to;
    this.#options.serve(frame);
  }
}
