import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate, Running } from './candidates';
import { micros } from './clock';
import { Hand } from './crew';
import type { Ground } from './ground';
import { type Counts, spreadOf } from './histogram';
import { type Deliveries, judge } from './judge';
import type { Report } from './report';
import type { Sent } from './senders';
import type { Stage } from './stage';
import { cpuOfTree, load, machineMs, residentKb } from './usage';
import type { Workload } from './workloads';

const EARS = 2;
const WARM_UP_MS = 1_500;

/** Processes of the generator: some listen, one sends. */
export type Crew = { ears: Hand[]; mouth: Hand };

/** What has to be ended when somebody ends the bench in the middle. */
export const underWay = new Set<() => Promise<void>>();

/** Runs one workload against a candidate that was started for it, and holds what was heard against what is stored. */
export async function run(workload: Workload, candidate: Candidate, ground: Ground): Promise<Report> {
  const place = await ground.settle(workload.people, workload.rooms);
  const running = await candidate.start(ground);
  underWay.add(running.stop);
  const crew: Crew = { ears: Array.from({ length: EARS }, () => new Hand()), mouth: new Hand() };
  try {
    const stage: Stage = { port: running.port, dialect: candidate.name, ...place };
    const moveMarkers = workload.moveMarkers === true && candidate.name === 'parlance';
    for (const hand of [...crew.ears, crew.mouth]) await hand.ask('enter', { stage, moveMarkers });
    const kbPerStream = await open(crew, workload.listeners, running);
    const measured = await measure(workload, { crew, running, ground });
    const deliveries = await judge({ crew, sent: measured.sent, stage, candidate, ground });
    return reportOf(workload, candidate, { kbPerStream, ...measured, ...deliveries });
  } finally {
    for (const hand of [...crew.ears, crew.mouth]) hand.dismiss();
    await running.stop();
    underWay.delete(running.stop);
  }
}

/** Opens all streams; answers what one more of them takes of the candidate's memory, in KB. */
async function open({ ears }: Crew, listeners: number, { pid }: Running): Promise<number> {
  const all = Array.from({ length: listeners }, (_, seat) => seat);
  const sizes: number[] = [];
  const step = Math.ceil(listeners / 4);
  for (let at = 0; at < listeners; at += step) {
    const some = all.slice(at, at + step);
    await Promise.all(
      ears.map((ear, n) => ear.ask('open', { seats: some.filter((seat) => seat % ears.length === n) })),
    );
    await sleep(300);
    sizes.push(residentKb(pid));
  }
  // The first quarter also brings what is needed once.
  const [first = 0] = sizes;
  return ((sizes.at(-1) ?? 0) - first) / (listeners - step);
}

type Measured = {
  seconds: number;
  sent: Sent;
  back: Counts[];
  strains: { busy: number; lagP99: number }[];
  spent: Spent;
};

async function measure(
  { pace, seconds, reconnect }: Workload,
  { crew, running, ground }: { crew: Crew; running: Running; ground: Ground },
): Promise<Measured> {
  const { ears, mouth } = crew;
  const hands = [...ears, mouth];
  if (pace) await mouth.ask('start', { pace });
  await sleep(WARM_UP_MS);
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
    app: cpuOfTree(running.pid),
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

function reportOf(
  { name, listeners }: Workload,
  candidate: Candidate,
  {
    seconds,
    sent,
    back,
    strains,
    spent,
    kbPerStream,
    latencies,
    faults,
    markersMoved,
  }: Measured & Deliveries & { kbPerStream: number },
): Report {
  const heard = latencies.flatMap(({ counts }) => counts).reduce((sum, count) => sum + (count ?? 0), 0);
  const sends = sent.latencies.counts.reduce((sum, count) => sum + (count ?? 0), 0);
  const per1000 = (ms: number) => (heard > 0 ? (ms / heard) * 1_000 : 0);
  const { app, postgres, generator, machine, transactions, at } = spent;
  return {
    workload: name,
    candidate: candidate.name,
    streams: listeners,
    sentPerSecond: sends / seconds,
    deliveredPerSecond: heard / seconds,
    delivery: spreadOf(latencies),
    send: spreadOf([sent.latencies]),
    cores: { app: app / at, postgres: postgres / at },
    cpuPer1000: { app: per1000(app), postgres: per1000(postgres) },
    kbPerStream,
    transactionsPerSecond: (transactions / at) * 1_000,
    markersPerSecond: markersMoved / seconds,
    back: spreadOf(back),
    faults,
    generator: {
      busy: Math.max(...strains.map(({ busy }) => busy)),
      lagP99: Math.max(...strains.map(({ lagP99 }) => lagP99)),
      late: spreadOf([sent.late]).p99,
    },
    elsewhere: Math.max(0, machine - app - postgres - generator) / at,
    load: load(),
  };
}
