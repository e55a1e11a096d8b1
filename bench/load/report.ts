import type { Spread } from './histogram';
import type { Faults } from './order';

/** One run, or the medians of several. Times are in milliseconds, shares of a core are 0 to 1 and above. */
export type Report = {
  workload: string;
  candidate: string;
  /** How many of them counted. */
  runs: number;
  streams: number;
  sentPerSecond: number;
  deliveredPerSecond: number;
  delivery: Spread;
  send: Spread;
  /** Of the candidate and of Postgres. */
  cores: { app: number; postgres: number };
  cpuPer1000: { app: number; postgres: number };
  kbPerStream: number;
  transactionsPerSecond: number;
  markersPerSecond: number;
  /** After a reconnect: until ready and caught up. */
  back: Spread;
  /** `missing`: answered 2xx and not stored. `refused`: not answered 2xx. `holes`: frames that began too late. */
  faults: Faults & { missing: number; refused: number; holes: number };
  generator: { busy: number; lagP99: number; late: number };
  /** Cores that somebody else on the machine used meanwhile, and the load average. */
  elsewhere: number;
  load: number;
};

/** At work for more of the time, or later than this, the generator measured itself. */
const BUSY_MAX = 0.9;
const LAG_MAX_MS = 25;

/** Why a run says nothing of its candidate, if it does not. */
export function rejection({ generator: { busy, lagP99 } }: Report): string | undefined {
  if (busy > BUSY_MAX) return `the generator was at work ${Math.round(busy * 100)} % of the time`;
  if (lagP99 > LAG_MAX_MS) return `the generator's loop was ${Math.round(lagP99)} ms late`;
  return undefined;
}

export function isExact({ faults }: Report): boolean {
  return Object.values(faults).every((count) => count === 0);
}

/** Too much for it may be refused; nothing else may go wrong. */
export function isHonest({ faults: { refused: _, ...others } }: Report): boolean {
  return Object.values(others).every((count) => count === 0);
}

/** Of each number the median over the runs that count, if any does; of faults the most over all. */
export function medianOf(reports: readonly Report[]): Report {
  if (reports.length === 0) throw new Error('There was no run.');
  const counting = reports.filter((report) => rejection(report) === undefined);
  const shown = counting.length > 0 ? counting : reports;
  const middle = combine(shown, (numbers) => numbers[Math.floor(numbers.length / 2)] ?? 0);
  const most = (numbers: readonly number[]) => numbers.at(-1) ?? 0;
  const faults = combine(
    reports.map((report) => report.faults),
    most,
  );
  const generator = combine(
    shown.map((report) => report.generator),
    most,
  );
  return { ...middle, runs: counting.length, faults, generator };
}

/** All have the same shape: numbers, in objects or not, are combined one by one; the rest is that of the first. */
function combine<T extends object>(all: readonly T[], choose: (ascending: number[]) => number): T {
  const entries = Object.entries(all[0] ?? {}).map(([name, value]) => {
    const values = all.map((each): unknown => Reflect.get(each, name));
    const numbers = values.filter((each) => typeof each === 'number');
    if (numbers.length > 0) return [name, choose(numbers.sort((a, b) => a - b))];
    const objects = values.filter((each) => typeof each === 'object' && each !== null);
    return [name, objects.length > 0 ? combine(objects, choose) : value];
  });
  return Object.fromEntries(entries) as T;
}
