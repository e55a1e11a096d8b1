import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { micros } from './clock';
import { Connection } from './connection';
import { type Counts, Histogram } from './histogram';
import { sendRequest } from './requests';
import { bodyOf, type Stage } from './stage';

/**
 * So many a second, whatever is answered, over at most `connections` (as a proxy has them; else any number), or so many
 * senders, each of whom waits for its answer.
 */
export type Pace = { perSecond: number; connections?: number } | { senders: number };

/** How many one person sends before the next one does: what the send limit lets through in one go. */
const BURST = 40;

const TURN = 16;

type RatePace = Extract<Pace, { perSecond: number }>;

export type Sent = {
  /** Which messages were answered 2xx; how many were not, by status (0: broken). */
  answered: number[];
  refused: Record<string, number>;
  latencies: Counts;
  /** Of those that were refused: how long that took. */
  refusals: Counts;
  /** How late the generator itself was to send what was due, in microseconds. */
  late: Counts;
};

/** All senders of a run. */
export class Senders {
  #stage: Stage;
  #next = 0;
  #person = 0;
  #sending = false;
  #idle: Connection[] = [];
  #running = new Set<Promise<void>>();
  #window = { from: 0, to: 0 };
  #answered: number[] = [];
  #refused: Record<string, number> = {};
  #latencies = new Histogram();
  #refusals = new Histogram();
  #late = new Histogram();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  start(pace: Pace): void {
    this.#sending = true;
    if ('perSecond' in pace) this.#run(this.#sendAtRate(pace));
    else for (let n = 0; n < pace.senders; n += 1) this.#run(this.#sendInTurn());
  }

  measure(window: { from: number; to: number }): void {
    this.#window = window;
  }

  /** No new messages; settles when all under way are answered. */
  async stop(): Promise<Sent> {
    this.#sending = false;
    while (this.#running.size > 0) await Promise.all(this.#running);
    for (const connection of this.#idle) connection.close();
    return {
      answered: this.#answered,
      refused: this.#refused,
      latencies: this.#latencies.toJSON(),
      refusals: this.#refusals.toJSON(),
      late: this.#late.toJSON(),
    };
  }

  #run(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Each message of another person, so that nobody is over a limit. */
  async #sendAtRate({ perSecond, connections = Number.POSITIVE_INFINITY }: RatePace): Promise<void> {
    const begun = micros();
    for (let sent = 0; this.#sending; ) {
      const due = begun + (sent * 1_000_000) / perSecond;
      const now = micros();
      if (due > now || this.#running.size > connections) {
        await sleep(Math.max(1, (due - now) / 1_000));
        continue;
      }
      sent += 1;
      // Else answers would never be read while more is due than we manage.
      if (sent % TURN === 0) await turn();
      this.#late.add(now - due);
      const connection = this.#idle.pop() ?? new Connection(this.#stage.port);
      this.#run(this.#send(connection, this.#person++).then(() => void this.#idle.push(connection)));
    }
  }

  async #sendInTurn(): Promise<void> {
    const connection = new Connection(this.#stage.port);
    for (let sent = 0, person = 0; this.#sending; sent += 1) {
      if (sent % BURST === 0) person = this.#person++;
      await this.#send(connection, person);
    }
    this.#idle.push(connection);
  }

  async #send(connection: Connection, person: number): Promise<void> {
    const { seats, rooms, dialect, bodyLength } = this.#stage;
    const seat = seats[person % seats.length] ?? { room: 0, token: '' };
    const room = rooms[seat.room] ?? { id: '', rev: 0 };
    const n = this.#next++;
    const sentAt = micros();
    const status = await connection.ask(
      sendRequest(dialect, { seat, room, body: bodyOf(n, sentAt, bodyLength) }),
    );
    if (status >= 200 && status < 300) this.#answered.push(n);
    else this.#refused[status] = (this.#refused[status] ?? 0) + 1;
    if (sentAt < this.#window.from || sentAt >= this.#window.to) return;
    this.#latencies.add(micros() - sentAt);
    if (status === 429 || status === 503) this.#refusals.add(micros() - sentAt);
  }
}
