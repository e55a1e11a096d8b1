import { serveBareHistory } from '../baselines/bare-history';
import { serveSocketIo } from '../baselines/socket-io';
import { type Candidate, candidates } from './candidates';
import { serve } from './crew';
import { Ground } from './ground';
import { measureHistory } from './history';
import { bent } from './knee';
import { isExact, isHonest, medianOf, type Report, rejection } from './report';
import { Results } from './results';
import { run, underWay } from './run';
import { tableOf } from './table';
import { type Workload, workloads } from './workloads';

// npm run bench [-- w1 w3-room --only=parlance,nchan --times=3]: each workload against the app and against baselines,
// one after the other, each on a fresh process.

const [first, port] = process.argv.slice(2);
if (first === 'hand') serve();
else if (first === 'bare-history') serveBareHistory(Number(port));
else if (first === 'socket.io') serveSocketIo(Number(port));
else await bench(process.argv.slice(2));

async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const chosen = workloads.filter(({ name }) => isWanted(name, wanted));
  const hasHistory = isWanted('w5', wanted);
  if (chosen.length === 0 && !hasHistory) throw new Error(`There is no workload ${wanted.join(' or ')}.`);
  const present = presentOf(option('only')?.split(','));
  const results = new Results(chosen);
  const ground = await Ground.lay();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(ground));
  try {
    await measureAll({ chosen, present, times: Number(option('times') ?? 1) }, results, ground);
    if (hasHistory) results.history.push(...(await measureHistory(ground)));
  } finally {
    await ground.clear();
  }
  results.keep();
  console.log(`\n${results.text}\n\n${results.file}.json and .html have it all.`);
  process.exitCode = results.unfinished.length === 0 && results.reports.every(isRight) ? 0 : 1;
}

/** The app alone decides: what baselines lose is for the table. A step may be more than it carries. */
function isRight(report: Report): boolean {
  if (report.candidate !== 'parlance') return true;
  const isStep = workloads.some(({ name, isStep }) => isStep && name === report.workload);
  return isStep ? isHonest(report) : isExact(report) && rejection(report) === undefined;
}

type Plan = { chosen: readonly Workload[]; present: readonly Candidate[]; times: number };

async function measureAll({ chosen, present, times }: Plan, results: Results, ground: Ground): Promise<void> {
  const over = new Set<string>();
  for (const workload of chosen) {
    console.log(`\n${workload.name}: ${workload.what}`);
    for (const candidate of present) {
      const { name } = candidate;
      if (workload.only?.includes(name) === false || (workload.isStep && over.has(name))) continue;
      try {
        const report = await measureOne(workload, candidate, { times, ground });
        results.reports.push(report);
        console.log(tableOf([report]));
        if (workload.isStep && bent(workload, report)) over.add(name);
      } catch (error) {
        results.unfinished.push(`${workload.name} ${name} came to no end: ${String(error)}`);
        console.error(results.unfinished.at(-1));
      }
      results.keep();
    }
  }
}

async function measureOne(
  workload: Workload,
  candidate: Candidate,
  { times, ground }: { times: number; ground: Ground },
): Promise<Report> {
  const runs: Report[] = [];
  for (let n = 0; n < times; n += 1) runs.push(await run(workload, candidate, ground));
  return medianOf(runs);
}

async function leave(ground: Ground): Promise<void> {
  await Promise.all(Array.from(underWay, (stop) => stop()));
  await ground.clear();
  process.exit(130);
}

/** A workload's name, or what several begin with. Without any all are wanted. */
function isWanted(name: string, wanted: readonly string[]): boolean {
  const isExactly = (one: string) => workloads.some((workload) => workload.name === one);
  return wanted.length === 0 || wanted.some((one) => (isExactly(one) ? name === one : name.startsWith(one)));
}

function presentOf(only: readonly string[] | undefined): Candidate[] {
  return candidates.filter(({ name, missing }) => {
    if (missing !== undefined) console.log(`SKIPPED ${name}: ${missing}.`);
    return missing === undefined && (!only || only.includes(name));
  });
}
