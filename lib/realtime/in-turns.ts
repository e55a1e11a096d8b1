import 'server-only';
import { AppError } from '@/lib/errors';
import type { Reads } from '@/lib/realtime/reads';

/** Whoever waited longer comes again: a browser that hears nothing for ten seconds takes the way for closed. */
const PATIENCE_MS = 8_000;

type Waiting = { since: number; begin: () => void; refuse: (error: AppError) => void };

/**
 * The same reads, with those that open streams at most `most` at once. When a thousand clients come back together,
 * their openings wait here, in the order they came, and not before the database, where sends and sessions would stand
 * behind them and run into their deadlines. Who has begun goes on before the next begins: else all would be ready last.
 */
export function inTurns(reads: Reads, most: number): Reads {
  const turns = new Turns(most);
  return {
    ...reads,
    standing: (who) => turns.take('new', () => reads.standing(who)),
    hello: (userId) => turns.take('begun', () => reads.hello(userId)),
    missed: (userId, cursors) => turns.take('begun', () => reads.missed(userId, cursors)),
  };
}

/** Runs what it is given, `most` at once; whatever ends, well or badly, makes room for the next. */
class Turns {
  #most: number;
  #running = 0;
  #lines: { begun: Waiting[]; new: Waiting[] } = { begun: [], new: [] };

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(line: 'begun' | 'new', work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#most) this.#running += 1;
    else await this.#turn(line);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(line: 'begun' | 'new'): Promise<void> {
    return new Promise((begin, refuse) => {
      this.#lines[line].push({ since: performance.now(), begin, refuse });
    });
  }

  /** The place goes to the next in line, or is free. While the database is away turns are long, and the line ends here. */
  #leave(): void {
    const late = performance.now() - PATIENCE_MS;
    let next = this.#next();
    while (next && next.since <= late) {
      next.refuse(new AppError('try_again', 'Too many streams were opening.', { retryAfter: 1 }));
      next = this.#next();
    }
    if (next) next.begin();
    else this.#running -= 1;
  }

  #next(): Waiting | undefined {
    return this.#lines.begun.shift() ?? this.#lines.new.shift();
  }
}
