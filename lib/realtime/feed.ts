import 'server-only';
import { CHANGES_MAX } from '@/lib/realtime/contract';
import type { Pace } from '@/lib/realtime/pace';

/** Anything that says what lies between two revs of its feed. */
export type Span = { from: number; to: number };

type Options<F extends Span> = {
  /** The rev that its listeners are known to have when it begins. */
  sent: number;
  /** What changed above `from`, all of it or a first part; null when there is nothing to read any more. */
  read: (from: number) => Promise<F | null>;
  serve: (frame: F) => void;
  /** For a feed with many listeners: what comes right after a frame waits a little, and goes out as one. */
  merging?: { pace: Pace; merge: (earlier: F, later: F) => F };
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
  /** Handed over, and joined to what is sent without a hole; served with the next turn. */
  #handed: F | undefined;
  #servedAt = Number.NEGATIVE_INFINITY;
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

  /** The feed is at `to`. A `frame` that begins where the listeners will be is handed on, anything else is read. */
  moved(to: number, frame?: F): void {
    const end = this.#handed?.to ?? this.#sent;
    if (this.#over || to <= end) return;
    if (frame && frame.from === end && frame.to === to) this.#hand(frame);
    else this.#head = Math.max(this.#head, to);
    this.#takeTurn();
  }

  /** Serves what was handed over; reads what is still missing. */
  go(): void {
    if (this.#over) return;
    const frame = this.#handed;
    this.#handed = undefined;
    if (frame && frame.to > this.#sent) this.#serve(frame);
    if (!this.#reading && this.#head > this.#sent) void this.#catchUp();
  }

  #hand(frame: F): void {
    const { merging } = this.#options;
    this.#handed = this.#handed && merging ? merging.merge(this.#handed, frame) : frame;
  }

  /** A lone change goes at once; what follows a frame too soon waits for the next turn of the pace. */
  #takeTurn(): void {
    const { merging } = this.#options;
    const isLong = this.#handed !== undefined && this.#handed.to - this.#handed.from >= CHANGES_MAX;
    if (merging?.pace.isTooSoon(this.#servedAt) && !isLong) merging.pace.hold(this);
    else this.go();
  }

  async #catchUp(): Promise<void> {
    this.#reading = true;
    try {
      // What is announced meanwhile is read in a turn of its own, so that a busy feed is not read without a pause.
      const goal = this.#head;
      let more = true;
      while (more && goal > this.#sent) more = await this.#readOn();
      // Whatever is still missing then, the next tick names again.
      if (!more) this.#head = this.#sent;
    } catch (error) {
      this.#head = this.#sent;
      this.#options.onError(error);
    } finally {
      this.#reading = false;
    }
    if (this.#head > this.#sent) this.#takeTurn();
  }

  /** One read and its frame; false when there was nothing to read. */
  async #readOn(): Promise<boolean> {
    const frame = await this.#options.read(this.#sent);
    if (!frame || this.#over || frame.to <= frame.from) return false;
    // A frame handed over meanwhile may have carried the listeners further than this read.
    if (frame.to > this.#sent) this.#serve(frame);
    return true;
  }

  #serve(frame: F): void {
    this.#sent = frame.to;
    this.#options.serve(frame);
    const { merging } = this.#options;
    if (!merging) return;
    this.#servedAt = merging.pace.now();
    // What was written leaves at the end of this turn, which for thousands of listeners takes longer than the pace.
    setImmediate(() => {
      this.#servedAt = merging.pace.now();
    });
  }
}
