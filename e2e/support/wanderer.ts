import { setTimeout as sleep } from 'node:timers/promises';
import { Reader } from '@/lib/realtime/testing/reader';
import type { Caller } from './api';

type Place = { baseUrl: string };

/**
 * Somebody whose stream is cut again and again, after a tenth to six tenths of a second, and who comes back to the next
 * of `places` with the cursor they have.
 */
export class Wanderer {
  /** Messages as `seq:body`, each as often as it was applied, in that order. */
  readonly lines: string[] = [];
  readonly gaps: string[] = [];
  streams = 0;
  #cursor: number;
  #isOver = false;
  #wandering: Promise<void>;

  constructor(caller: Caller, roomId: string, { from, places }: { from: number; places: readonly Place[] }) {
    this.#cursor = from;
    this.#wandering = this.#wander(caller, roomId, places);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#wandering;
  }

  async #wander(caller: Caller, roomId: string, places: readonly Place[]): Promise<void> {
    for (let round = 0; !this.#isOver; round += 1) {
      const reader = new Reader([{ roomId, rev: this.#cursor }]);
      const place = places[round % places.length]?.baseUrl;
      await listenUntilCut(`${place}/api/stream?cursors=${roomId}:${this.#cursor}`, caller, reader);
      this.streams += reader.isReady ? 1 : 0;
      this.lines.push(...reader.log(roomId));
      this.gaps.push(...reader.gaps);
      this.#cursor = reader.rooms.get(roomId)?.cursor ?? this.#cursor;
    }
  }
}

async function listenUntilCut(url: string, { headers }: Caller, reader: Reader): Promise<void> {
  const signal = AbortSignal.timeout(100 + Math.floor(Math.random() * 500));
  try {
    const { body } = await fetch(url, { headers, signal });
    for await (const chunk of body ?? []) reader.take(chunk);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Who is frozen answers later, or never; whoever sends waits no longer than this. */
const PATIENCE_MS = 250;

/** Sends as the outbox does: the same message again, to the next of `places`, until one has stored it. */
export async function sendUntilStored(
  caller: Caller,
  path: string,
  { body, places }: { body: string; places: readonly Place[] },
): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const place = places[tries % places.length]?.baseUrl;
    const given = { 'content-type': 'application/json', ...caller.headers, origin: place ?? '' };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sent = { method: 'PUT', headers: given, body: JSON.stringify({ body }), signal };
    const status = await fetch(`${place}${path}`, sent).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200 || status === 201) return;
    await sleep(status === 503 ? 100 : 0);
  }
  throw new Error(`${body} was not stored.`);
}
