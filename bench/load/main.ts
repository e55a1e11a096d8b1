import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serveBareHistory } from '../baselines/bare-history';
import { serveSocketIo } from '../baselines/socket-io';
import { type Candidate, candidates } from './candidates';
import { serve } from './crew';
import { Ground } from './ground';
import { type HistoryReport, historyTable, measureHistory } from './history';
import { pageOf } from './page';
import { isExact, medianOf, type Report, rejection } from './report';
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

type Results = { reports: Report[]; history: HistoryReport[] };

async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const chosen = workloads.filter(({ name }) => isWanted(name, wanted));
  const results: Results = { reports: [], history: [] };
  const file = join(process.cwd(), 'bench/results', new Date().toISOString().replaceAll(':', '-'));
  const ground = await Ground.lay();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(ground));
  try {
    for (const workload of chosen) {
      console.log(`\n${workload.name}: ${workload.what}`);
      for (const candidate of present(option('only')?.split(','))) {
        const runs: Report[] = [];
        for (let n = 0; n < Number(option('times') ?? 1); n += 1)
          runs.push(await run(workload, candidate, ground));
        const report = medianOf(runs);
        results.reports.push(report);
        console.log(tableOf([report]));
        keep(file, results, chosen);
      }
    }
    if (isWanted('w5', wanted)) results.history.push(...(await measureHistory(ground)));
  } finally {
    await ground.clear();
  }
  keep(file, results, chosen);
  console.log(`\n${allOf(results)}\n\n${file}.json and .html have it all.`);
  // The app alone decides: what baselines lose is for the table.
  const ours = results.reports.filter(({ candidate }) => candidate === 'parlance');
  process.exitCode = ours.every((report) => isExact(report) && !rejection(report)) ? 0 : 1;
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

function present(only: readonly string[] | undefined): Candidate[] {
  return candidates.filter(({ name, missing }) => {
    if (missing !== undefined) console.log(`SKIPPED ${name}: ${missing}.`);
    return missing === undefined && (!only || only.includes(name));
  });
}

/** After each workload, so that what was measured stays whatever happens to the rest. */
function keep(file: string, results: Results, chosen: readonly Workload[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.json`, `${JSON.stringify(results, null, 2)}\n`);
  if (results.reports.length > 0) writeFileSync(`${file}.html`, pageOf(results.reports, chosen));
}

function allOf({ reports, history }: Results): string {
  return [...(reports.length > 0 ? [tableOf(reports)] : []), historyTable(history)].join('\n');
}
