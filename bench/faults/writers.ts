import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@/lib/realtime/client/backoff';
import type { Answered } from '../delivery/check';
import type { Seat } from './reader';

/** What the writers did and were answered. */
export type History = {
  sent: Map<string, string>;
  answered: Answered[];
  /** Sends that no attempt of theirs was answered for; they may be there or not. */
  open: Set<string>;
  statuses: Map<number, number>;
  /** Of answers 503: the slowest, in milliseconds, how many, and how many were not JSON. */
  refusals: { slowest: number; count: number; notJson: number };
  /** Answered once, and another answer named another place. */
  disagreements: number;
  /** Reads of another process right after a 201, and how many did not find the message. */
  reads: { asked: number; missed: number };
};

const ATTEMPT_MS = 4_000;

/** `seq`: where the message stands that was answered. */
type Answer = { status: number; seq: number | undefined };

/** Sends at a fixed rate whatever happens, each message until it is answered, over both doors. */
export class Writers {
  readonly history: History = {
    sent: new Map(),
    answered: [],
    open: new Set(),
    statuses: new Map(),
    refusals: { slowest: 0, count: 0, notJson: 0 },
    disagreements: 0,
    reads: { asked: 0, missed: 0 },
  };
  #seats: readonly Seat[];
  #doors: readonly string[];
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #running = new Set<Promise<void>>();

  constructor(seats: readonly Seat[], doors: readonly string[]) {
    this.#seats = seats;
    this.#doors = doors;
  }

  start(perSecond: number): void {
    this.#timer = setInterval(() => {
      const sending = this.#send(this.#count++).finally(() => this.#running.delete(sending));
      this.#running.add(sending);
    }, 1_000 / perSecond);
  }

  /** No new messages; settles when those under way are answered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running);
  }

  /** Sends one message through this door until it is answered. */
  async probe(door: number): Promise<void> {
    const [seat] = this.#seats;
    const [roomId] = seat?.rooms ?? [];
    if (!seat || !roomId) return;
    const message = { roomId, id: randomUUID(), body: `probe of ${seat.name}` };
    this.history.sent.set(message.id, message.body);
    this.history.open.add(message.id);
    const seq = await this.#untilAnswered(seat, message, door, true);
    if (seq === undefined) return;
    this.history.answered.push({ ...message, seq });
    this.history.open.delete(message.id);
  }

  /** Every tenth goes to both doors at once, as after a double click; every fifth is read elsewhere once answered. */
  async #send(n: number): Promise<void> {
    const seat = this.#seats[n % this.#seats.length];
    const roomId = seat?.rooms[n % 2];
    if (!seat || !roomId) return;
    const message = { roomId, id: randomUUID(), body: `message ${n} of ${seat.name}` };
    this.history.sent.set(message.id, message.body);
    this.history.open.add(message.id);
    const places = await Promise.all(
      (n % 10 === 0 ? [0, 1] : [n % 2]).map((door) => this.#untilAnswered(seat, message, door)),
    );
    const seqs = new Set(places.flatMap((place) => place ?? []));
    for (const seq of seqs) this.history.answered.push({ ...message, seq });
    if (seqs.size > 0) this.history.open.delete(message.id);
    if (seqs.size > 1) this.history.disagreements += 1;
    if (n % 5 === 0 && seqs.size > 0) await this.#readElsewhere(seat, message, n + 1);
  }

  async #untilAnswered(
    seat: Seat,
    message: { roomId: string; id: string; body: string },
    door: number,
    stays = false,
  ): Promise<number | undefined> {
    const path = `/api/rooms/${message.roomId}/messages/${message.id}`;
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const turn = stays ? door : door + attempt;
      const answer = await this.#ask('PUT', turn, path, seat, { body: message.body });
      if (answer?.status === 200 || answer?.status === 201) return answer.seq;
      // A refusal says after a second; whoever heard nothing waits longer each time, as a browser does.
      const wait = answer ? 500 + Math.random() * 1_000 : Math.min(backoffMs(attempt), 5_000);
      await sleep(stays ? 100 : wait);
    }
    return undefined;
  }

  async #readElsewhere(
    seat: Seat,
    { roomId, id }: { roomId: string; id: string },
    door: number,
  ): Promise<void> {
    const answer = await this.#ask('GET', door, `/api/rooms/${roomId}/messages/${id}`, seat);
    if (answer?.status !== 200 && answer?.status !== 404) return;
    this.history.reads.asked += 1;
    if (answer.status === 404) this.history.reads.missed += 1;
  }

  /** Undefined when nothing came back. */
  async #ask(
    method: string,
    door: number,
    path: string,
    seat: Seat,
    body?: unknown,
  ): Promise<Answer | undefined> {
    const begun = performance.now();
    try {
      const response = await fetch(`${this.#doors[door % this.#doors.length]}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${seat.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ATTEMPT_MS),
      });
      const text = await response.text();
      const { statuses, refusals } = this.history;
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 503) {
        refusals.slowest = Math.max(refusals.slowest, performance.now() - begun);
        refusals.count += 1;
        if (!text.startsWith('{"error":')) refusals.notJson += 1;
      }
      return { status: response.status, seq: response.ok ? JSON.parse(text).message.seq : undefined };
    } catch {
      // Refused, cut or too late: what it did is not known, and the same id is sent again.
      return undefined;
    }
  }
}
