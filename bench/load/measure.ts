import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from './candidates';
import { micros } from './clock';
import type { Crew, Hand } from './crew';
import type { Ground } from './ground';
import type { Counts } from './histogram';
import type { Sent } from './senders';
import { cpuOfTree, machineMs } from './usage';
import type { Workload } from './workloads';

/** Functions are compiled while they run: a process that has just begun takes several times as long for a send. */
const WARM_UP_MS = 10_000;
/** An idle connection tells Postgres' statistics of what it did only after ten seconds. */
const IDLE_WARM_UP_MS = 12_000;

export type Measured = {
  seconds: number;
  sent: Sent;
  back: Counts[];
  strains: { busy: number; lagP99: number }[];
  spent: Spent;
};

/** The workload itself: a while to warm up, then the seconds that count. */
export async function measure(
  { pace, seconds, reconnect }: Workload,
  { crew, running, ground }: { crew: Crew; running: Running; ground: Ground },
): Promise<Measured> {
  const { ears, mouth } = crew;
  const hands = [...ears, mouth];
  if (pace) await mouth.ask('start', { pace });
  await sleep(pace ? WARM_UP_MS : IDLE_WARM_UP_MS);
  const from = micros();
  const window = { from, to: from + seconds * 1_000_000 };
  for (const hand of hands) await hand.ask('measure', { window });
  const before = await spentSoFar(running, hands, ground);
  await sleep(seconds * 300);
  const coming = reconnect ? ears.map((ear) => ear.ask('reconnect', { share: reconnect })) : [];
  await sleep(seconds * 700);
  const spent = difference(await spentSoFar(running, hands, ground), before);
  const strains = await Promise.all(hands.map((hand) => hand.ask('strain', {})));
  const back = await Promise.all(coming);
  return { seconds, sent: await mouth.ask('stop', {}), back, strains, spent };
}

type Spent = {
  app: number;
  postgres: number;
  generator: number;
  machine: number;
  transactions: number;
  at: number;
};

async function spentSoFar(running: Running, hands: readonly Hand[], ground: Ground): Promise<Spent> {
  return {
    app: running.pids.reduce((sum, pid) => sum + cpuOfTree(pid), 0),
    postgres: cpuOfTree(ground.postgresPid),
    generator: hands.reduce((sum, { pid }) => sum + cpuOfTree(pid), 0),
    machine: machineMs(),
    transactions: await ground.transactions(),
    at: micros() / 1_000,
  };
}

function difference(after: Spent, before: Spent): Spent {
  const { app, postgres, generator, machine, transactions, at } = before;
  return {
    app: after.app - app,
    postgres: after.postgres - postgres,
    generator: after.generator - generator,
    machine: after.machine - machine,
    transactions: after.transactions - transactions,
    at: after.at - at,
  };
}
