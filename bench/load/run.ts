import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate, Running } from './candidates';
import { type Crew, Hand } from './crew';
import type { Ground } from './ground';
import { spreadOf } from './histogram';
import { type Deliveries, judge } from './judge';
import { type Measured, measure } from './measure';
import type { Report } from './report';
import type { Stage } from './stage';
import { load, residentKb } from './usage';
import type { Workload } from './workloads';

const EARS = 2;
/** Far above what any run takes. */
const RUN_MAX_MS = 150_000;

/** What has to be ended when somebody ends the bench in the middle. */
export const underWay = new Set<() => Promise<void>>();

/**
 * Runs one workload against a candidate that was started for it, and holds what was heard against what is stored. Throws
 * when that comes to no end.
 */
export async function run(workload: Workload, candidate: Candidate, ground: Ground): Promise<Report> {
  const place = await ground.settle(workload.people, workload.rooms);
  const running = await candidate.start(ground, workload.between);
  underWay.add(running.stop);
  const crew: Crew = { ears: Array.from({ length: EARS }, () => new Hand()), mouth: new Hand() };
  const dismiss = () => {
    for (const hand of [...crew.ears, crew.mouth]) hand.dismiss();
  };
  // Whatever is asked of them then is answered by an error.
  const tooLong = setTimeout(dismiss, RUN_MAX_MS);
  try {
    const { port, sendPort = port } = running;
    const stage: Stage = { port, dialect: candidate.name, ...place };
    const moveMarkers = workload.moveMarkers === true && candidate.name === 'parlance';
    for (const ear of crew.ears) await ear.ask('enter', { stage, moveMarkers });
    await crew.mouth.ask('enter', { stage: { ...stage, port: sendPort }, moveMarkers });
    const kbPerStream = await open(crew, workload.listeners, running);
    const measured = await measure(workload, { crew, running, ground });
    const deliveries = await judge({ crew, sent: measured.sent, stage, candidate, ground });
    return reportOf(workload, candidate, { kbPerStream, ...measured, ...deliveries });
  } finally {
    clearTimeout(tooLong);
    dismiss();
    await running.stop();
    underWay.delete(running.stop);
  }
}

/** Opens all streams; answers what one more of them takes of the candidate's memory, in KB. */
async function open({ ears }: Crew, listeners: number, { pids }: Running): Promise<number> {
  const all = Array.from({ length: listeners }, (_, seat) => seat);
  const sizes: number[] = [];
  const step = Math.ceil(listeners / 4);
  for (let at = 0; at < listeners; at += step) {
    const some = all.slice(at, at + step);
    await Promise.all(
      ears.map((ear, n) => ear.ask('open', { seats: some.filter((seat) => seat % ears.length === n) })),
    );
    await sleep(300);
    sizes.push(pids.reduce((sum, pid) => sum + residentKb(pid), 0));
  }
  // The first quarter also brings what is needed once.
  const [first = 0] = sizes;
  return ((sizes.at(-1) ?? 0) - first) / (listeners - step);
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
    runs: 1,
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
