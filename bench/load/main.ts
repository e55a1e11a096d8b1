import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { candidates } from './candidates';
import { serve } from './crew';
import { Ground } from './ground';
import { pageOf } from './page';
import { isExact, medianOf, type Report, rejection } from './report';
import { run } from './run';
import { tableOf } from './table';
import { type Workload, workloads } from './workloads';

// npm run bench [-- w1 w3-room --only=parlance,nchan --times=3]: each workload against the app and against baselines,
// one after the other, each on a fresh process.

const [first] = process.argv.slice(2);
if (first === 'hand') serve();
else await bench(process.argv.slice(2));

async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const only = option('only')?.split(',');
  const times = Number(option('times') ?? 1);
  const chosen = workloads.filter(
    ({ name }) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning)),
  );
  const reports: Report[] = [];
  const ground = await Ground.lay();
  try {
    for (const workload of chosen) {
      console.log(`\n${workload.name}: ${workload.what}`);
      for (const candidate of candidates) {
        if (only && !only.includes(candidate.name)) continue;
        if (candidate.missing) {
          console.log(`SKIPPED ${candidate.name}: ${candidate.missing}.`);
          continue;
        }
        const runs: Report[] = [];
        for (let n = 0; n < times; n += 1) runs.push(await run(workload, candidate, ground));
        const report = medianOf(runs);
        reports.push(report);
        console.log(tableOf([report]));
      }
    }
  } finally {
    await ground.clear();
  }
  conclude(reports, chosen);
}

/** The app alone decides: what baselines lose is for the table. */
function conclude(reports: readonly Report[], chosen: readonly Workload[]): void {
  const directory = join(process.cwd(), 'bench/results');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${new Date().toISOString().replaceAll(':', '-')}`);
  writeFileSync(`${file}.json`, `${JSON.stringify(reports, null, 2)}\n`);
  writeFileSync(`${file}.html`, pageOf(reports, chosen));
  console.log(`\n${tableOf(reports)}\n\n${file}.json and .html have it all.`);
  const ours = reports.filter(({ candidate }) => candidate === 'parlance');
  process.exitCode = ours.every((report) => isExact(report) && !rejection(report)) ? 0 : 1;
}
