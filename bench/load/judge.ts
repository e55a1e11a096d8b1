import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate } from './candidates';
import type { Crew } from './crew';
import type { Ground } from './ground';
import type { Counts } from './histogram';
import { noFaults } from './order';
import type { Report } from './report';
import type { Sent } from './senders';
import { readBody, type Stage } from './stage';

export type Deliveries = { latencies: Counts[]; faults: Report['faults']; markersMoved: number };

/** What comes late is waited for, as long as anything comes. */
const PATIENCE_MS = 3_000;

type Asked = { crew: Crew; sent: Sent; stage: Stage; candidate: Candidate; ground: Ground };

/** Holds what each listener heard against the table, and the table against what was answered. */
export async function judge(asked: Asked): Promise<Deliveries> {
  const { crew, sent, stage } = asked;
  await untilQuiet(crew);
  const orders = await ordersOf(asked);
  const stored = new Set(orders.flat());
  const faults = {
    ...noFaults(),
    missing: sent.answered.filter((n) => !stored.has(n)).length,
    refused: Object.values(sent.refused).reduce((sum, count) => sum + count, 0),
    holes: 0,
  };
  const latencies: Counts[] = [];
  let markersMoved = 0;
  for (const ear of crew.ears) {
    const found = await ear.ask('judge', { orders: stage.rooms.map((_, room) => orders[room] ?? []) });
    for (const kind of ['lost', 'repeated', 'reordered', 'unexpected'] as const) faults[kind] += found[kind];
    const figures = await ear.ask('figures', {});
    faults.holes += figures.holes;
    latencies.push(figures.latencies);
    markersMoved += figures.markersMoved;
  }
  return { latencies, faults, markersMoved };
}

async function untilQuiet({ ears }: Crew): Promise<void> {
  let before = -1;
  for (let quiet = 0; quiet < PATIENCE_MS; quiet += 250) {
    await sleep(250);
    const heard = await Promise.all(ears.map((ear) => ear.ask('heard', {})));
    const now = heard.reduce((sum, count) => sum + count, 0);
    if (now !== before) quiet = 0;
    before = now;
  }
}

/** Of each room the generator's messages in the order in which they stand. */
async function ordersOf({ crew, stage, candidate, ground }: Asked): Promise<number[][]> {
  if (candidate.table === undefined) {
    const heard = await Promise.all(crew.ears.map((ear) => ear.ask('orders', {})));
    return stage.rooms.map((_, room) => heard.find((orders) => orders[room])?.[room] ?? []);
  }
  const places = new Map(stage.rooms.map(({ id }, room) => [id, room]));
  const orders: number[][] = stage.rooms.map(() => []);
  const { rows } = await ground.database.query<{ room_id: string; body: string }>(candidate.table);
  for (const { room_id, body } of rows) orders[places.get(room_id) ?? 0]?.push(readBody(body).n);
  return orders;
}
