import { setTimeout as sleep } from 'node:timers/promises';
import { micros } from './clock';
import { type Counts, Histogram } from './histogram';
import { Listener } from './listener';
import { manners } from './manners';
import { type Faults, faultsOf, heardOf, noFaults } from './order';
import { ReadMarkers } from './read-markers';
import { streamRequest } from './requests';
import type { Stage } from './stage';

/** Of messages sent from one instant to another, in microseconds. */
type Window = { from: number; to: number };

/** All streams of one process. */
export class Listeners {
  #stage: Stage;
  #all: Listener[] = [];
  #window: Window = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  #latencies = new Histogram();
  #markers: ReadMarkers | undefined;

  /** `moveMarkers`: each listener says how far it has read, as a browser would that shows the room. */
  constructor(stage: Stage, { moveMarkers }: { moveMarkers: boolean }) {
    this.#stage = stage;
    if (moveMarkers) this.#markers = new ReadMarkers(stage);
  }

  /** Opens streams for these seats, a few at a time. */
  async open(seats: readonly number[]): Promise<void> {
    const waiting: Listener[] = [];
    for (const seat of seats) {
      const listener = this.#make(seat);
      this.#all.push(listener);
      waiting.push(listener);
    }
    await this.#connect(waiting, 16);
  }

  /** Cuts this share of the streams and brings all of them back at once; answers how long each took, in microseconds. */
  async reconnect(share: number): Promise<Counts> {
    const gone = this.#all.slice(0, Math.round(this.#all.length * share));
    for (const listener of gone) listener.close();
    const begun = micros();
    await this.#connect(gone, gone.length);
    const took = new Histogram();
    for (const { readyAt } of gone) took.add(readyAt - begun);
    return took.toJSON();
  }

  measure(window: Window): void {
    this.#window = window;
    this.#latencies = new Histogram();
  }

  get heard(): number {
    return this.#all.reduce((sum, { heard }) => sum + heard.count, 0);
  }

  get figures(): { latencies: Counts; holes: number; markersMoved: number } {
    const holes = this.#all.reduce((sum, listener) => sum + listener.holes, 0);
    return { latencies: this.#latencies.toJSON(), holes, markersMoved: this.#markers?.moved ?? 0 };
  }

  /** Of each room somebody here listens to: what the first of them heard, in order. */
  get orders(): number[][] {
    const orders: number[][] = [];
    for (const { seat, list } of this.#all) {
      const { room } = this.#seatOf(seat);
      if (list && !orders[room]) orders[room] = list;
    }
    return orders;
  }

  /** `orders`: of each room, the generator's messages in the order they stand in. */
  judge(orders: readonly (readonly number[])[]): Faults {
    const whole = orders.map(heardOf);
    const sum = noFaults();
    for (const { heard, seat } of this.#all) {
      const room = this.#stage.seats[seat]?.room ?? 0;
      const faults = faultsOf(heard, orders[room] ?? [], whole[room]);
      for (const kind of ['lost', 'repeated', 'reordered', 'unexpected'] as const) sum[kind] += faults[kind];
    }
    return sum;
  }

  #make(seat: number): Listener {
    const room = this.#roomOf(seat);
    const markers = this.#markers;
    return new Listener(seat, room, {
      // One in each room is enough, and there only where no table tells.
      keepsList:
        this.#stage.dialect === 'nchan' &&
        !this.#all.some((other) => this.#seatOf(other.seat).room === this.#seatOf(seat).room),
      onHeard: (sentAt, at) => {
        if (sentAt >= this.#window.from && sentAt < this.#window.to) this.#latencies.add(at - sentAt);
      },
      ...(markers && { onMoved: ({ seat }, seq) => markers.move(seat, seq) }),
    });
  }

  async #connect(listeners: readonly Listener[], atOnce: number): Promise<void> {
    const { port, dialect } = this.#stage;
    const manner = manners[dialect];
    const waiting = [...listeners];
    const openSome = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const seat = this.#seatOf(next.seat);
        const request = streamRequest(dialect, { room: this.#roomOf(next.seat), seat }, next.cursor);
        await openAtLast(next, () => next.open(port, request, manner));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, openSome));
  }

  #seatOf(seat: number) {
    return this.#stage.seats[seat] ?? { room: 0, token: '' };
  }

  #roomOf(seat: number) {
    return this.#stage.rooms[this.#seatOf(seat).room] ?? { id: '', rev: 0 };
  }
}

/** A crowd may be told to come back in a moment. */
async function openAtLast(listener: Listener, open: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open();
    } catch (error) {
      listener.close();
      if (attempt === 5) throw error;
      await sleep(200 * attempt);
    }
  }
}
