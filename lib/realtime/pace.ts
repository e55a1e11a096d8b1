import 'server-only';

/**
 * How long after a frame its feed's next one waits for more. Nobody notices 10 ms; a room where that much is written
 * would otherwise cost each listener a write per message.
 */
const MERGE_MS = 10;

/** What waits for its turn. */
type Waiting = { go(): void };

export type PaceOptions = {
  now?: () => number;
  /** Calls `work` once, `ms` from now, unless the returned function is called before. */
  after?: (ms: number, work: () => void) => () => void;
};

/** Gives feeds that were served just now their next turn, all of them by one timer. */
export class Pace {
  readonly now: () => number;
  #after: (ms: number, work: () => void) => () => void;
  #waiting = new Set<Waiting>();
  #stop: (() => void) | undefined;

  constructor({ now = () => performance.now(), after = once }: PaceOptions) {
    this.now = now;
    this.#after = after;
  }

  isTooSoon(servedAt: number): boolean {
    return this.now() - servedAt < MERGE_MS;
  }

  hold(feed: Waiting): void {
    this.#waiting.add(feed);
    this.#stop ??= this.#after(MERGE_MS, () => this.#turn());
  }

  /** Forgets who waits; there is nobody left to serve. */
  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#waiting.clear();
  }

  #turn(): void {
    const feeds = [...this.#waiting];
    this.stop();
    for (const feed of feeds) feed.go();
  }
}

function once(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
