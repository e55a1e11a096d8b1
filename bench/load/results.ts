import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type HistoryReport, historyTable } from './history';
import { kneeLines } from './knee';
import { pageOf } from './page';
import type { Report } from './report';
import { tableOf } from './table';
import { targetLines, targetsOf } from './targets';
import { load } from './usage';
import type { Workload } from './workloads';

/** What a bench found out, and where. */
export class Results {
  /** Without its ending: there is a `.json` and an `.html`. */
  readonly file: string;
  readonly reports: Report[] = [];
  readonly history: HistoryReport[] = [];
  /** Runs that came to no end, each as a sentence. */
  readonly unfinished: string[] = [];
  #at = new Date().toISOString();
  #chosen: readonly Workload[];

  constructor(chosen: readonly Workload[]) {
    this.#chosen = chosen;
    this.file = join(process.cwd(), 'bench/results', this.#at.replaceAll(':', '-'));
  }

  /** Told after each run, so that what was measured stays whatever happens to the rest. */
  keep(): void {
    mkdirSync(join(this.file, '..'), { recursive: true });
    const { reports, history, unfinished, machine } = this;
    const targets = targetsOf(reports, history);
    const whole = { at: this.#at, machine, targets, reports, history, unfinished };
    writeFileSync(`${this.file}.json`, `${JSON.stringify(whole, null, 2)}\n`);
    const knees = kneeLines(reports, this.#chosen);
    writeFileSync(`${this.file}.html`, pageOf({ ...whole, knees, workloads: this.#chosen }));
  }

  get machine(): string {
    const [{ model } = { model: 'processors unknown' }] = cpus();
    const gigabytes = Math.round(totalmem() / 1_024 ** 3);
    return `${cpus().length} × ${model.trim()}, ${gigabytes} GiB, Node ${process.versions.node}, load ${load().toFixed(1)}`;
  }

  get text(): string {
    const { reports, history, unfinished } = this;
    return [
      ...(reports.length > 0 ? [tableOf(reports)] : []),
      historyTable(history),
      ...kneeLines(reports, this.#chosen),
      ...targetLines(targetsOf(reports, history)),
      ...unfinished,
    ]
      .filter((part) => part !== '')
      .join('\n');
  }
}
