import 'server-only';
import { AppError } from '@/lib/errors';
import type { Send } from './send';
import { type Commit, type Flight, fly, laneOf, type Waiting } from './send-flight';

/** Of one statement. Longer ones store no more messages a second, and each would wait longer for its answer. */
const BATCH = { sends: 256, characters: 512 * 1024 };
/** Of everything between its request and its answer: some tenths of a second on a database that keeps up. */
const PENDING = { sends: 1_000, characters: 4 * 1024 * 1024 };
/** Whoever waited longer is not stored: with a lock's second on top, `route()` would have answered before us. */
const PATIENCE_MS = 800;
/** A statement that takes longer waits for somebody's lock on its room; other rooms go on without it. */
const SLOW_MS = 30;
/** Flights that nobody else waits for, at most; they and the leading one each hold a connection of the pool. */
const ASIDE_MAX = 3;

/**
 * Group commit: sends that arrive while a commit is under way go together in the next one. One flight leads; what it
 * leaves behind because somebody else held a lock flies again on the side, and holds up only its own room or author.
 * Sends of one author in one room are stored in the order they came.
 */
export class SendQueue<S extends Send, R> {
  #commit: Commit<S, R>;
  #waiting: Waiting<S, R>[] = [];
  #left: Flight<S, R>[] = [];
  /** Rooms and lanes of the flights under way, and of those left over. */
  #held = new Set<string>();
  #leading = false;
  #aside = 0;
  #pending = { sends: 0, characters: 0 };
  #isDue = false;

  constructor(commit: Commit<S, R>) {
    this.#commit = commit;
  }

  /** How many sends are between their request and their answer. */
  get size(): number {
    return this.#pending.sends;
  }

  /** Throws `try_again` when so much waits already that more of it would only make all answers late. */
  requireRoom(): void {
    const { sends, characters } = this.#pending;
    if (sends < PENDING.sends && characters < PENDING.characters) return;
    throw new AppError('try_again', 'More messages wait to be stored than this process takes.', {
      retryAfter: 1,
    });
  }

  /**
   * What the send became after its commit; undefined when it was refused or is a repeat, and nothing was stored.
   * A send whose `signal` is aborted while it waits, or that waits too long, is dropped (`try_again`).
   */
  async add(send: S, signal?: AbortSignal): Promise<R | undefined> {
    this.requireRoom();
    this.#count(send, 1);
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.push({ send, signal, late: performance.now() + PATIENCE_MS, resolve, reject });
        this.#wake();
      });
    } finally {
      this.#count(send, -1);
    }
  }

  #count({ body }: S, by: 1 | -1): void {
    this.#pending.sends += by;
    this.#pending.characters += by * body.length;
  }

  /** After whatever else this turn of the event loop brings in: that costs a lone send nothing. */
  #wake(): void {
    if (this.#isDue || this.#leading) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#launch();
    });
  }

  #launch(): void {
    while (this.#aside < ASIDE_MAX) {
      const flight = this.#left.shift();
      if (!flight) break;
      this.#aside += 1;
      void this.#fly(flight, () => {
        this.#aside -= 1;
      });
    }
    if (!this.#leading) this.#lead();
  }

  #lead(): void {
    const batch = this.#take();
    if (batch.length === 0) return;
    const flight: Flight<S, R> = { sends: batch, keys: batch.map(({ send }) => send.roomId), isApart: false };
    this.#hold(flight);
    this.#leading = true;
    let isAside = false;
    const slow = setTimeout(() => {
      if (this.#aside === ASIDE_MAX) return;
      isAside = true;
      this.#aside += 1;
      this.#leading = false;
      this.#launch();
    }, SLOW_MS);
    void this.#fly(flight, () => {
      clearTimeout(slow);
      if (isAside) this.#aside -= 1;
      else this.#leading = false;
    });
  }

  /** The next batch, in the order of arrival. What cannot go yet stays, and what is over is dropped. */
  #take(): Waiting<S, R>[] {
    const batch: Waiting<S, R>[] = [];
    const stay: Waiting<S, R>[] = [];
    const ids = new Set<string>();
    let characters = 0;
    let isFull = false;
    for (const one of this.#waiting) {
      const { roomId, id, body } = one.send;
      const name = `${roomId} ${id}`;
      if (dropped(one)) continue;
      // The same id twice would make the whole statement fail; the next one answers it by what this one stores. And
      // whoever comes later stays behind as well, or somebody's messages would change places.
      isFull ||= batch.length === BATCH.sends || characters + body.length > BATCH.characters || ids.has(name);
      if (isFull || this.#isHeld(one.send)) {
        stay.push(one);
        continue;
      }
      ids.add(name);
      characters += body.length;
      batch.push(one);
    }
    this.#waiting = stay;
    return batch;
  }

  async #fly(flight: Flight<S, R>, landed: () => void): Promise<void> {
    const left = await fly({ ...flight, sends: flight.sends.filter((one) => !dropped(one)) }, this.#commit);
    for (const key of flight.keys) this.#held.delete(key);
    for (const next of left) this.#hold(next);
    this.#left.push(...left);
    landed();
    this.#launch();
  }

  #hold({ keys }: Flight<S, R>): void {
    for (const key of keys) this.#held.add(key);
  }

  #isHeld(send: S): boolean {
    return this.#held.size > 0 && (this.#held.has(send.roomId) || this.#held.has(laneOf(send)));
  }
}

/** Nobody waits for it any more, or could be answered in time: it is refused, and not stored. */
function dropped<S extends Send, R>({ signal, late, reject }: Waiting<S, R>): boolean {
  if (!signal?.aborted && performance.now() < late) return false;
  reject(new AppError('try_again', 'The message waited too long and was not stored.', { retryAfter: 1 }));
  return true;
}
