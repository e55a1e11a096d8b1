import type { HistoryReport } from './history';
import { type Report, rejection } from './report';

/** What was asked of the app on two cores, and what it is. */
export type Target = { what: string; figure: number; unit: string; bound: number; isLeast?: boolean };

type Find = (workload: string, candidate?: string) => Report | undefined;

/** Those of the targets that these runs say something about. */
export function targetsOf(reports: readonly Report[], history: readonly HistoryReport[]): Target[] {
  const counting = reports.filter((report) => rejection(report) === undefined);
  const find: Find = (workload, candidate = 'parlance') =>
    counting.find((report) => report.workload === workload && report.candidate === candidate);
  return [...delivery(find), ...sending(find), ...idling(find), ...reading(history), ...returning(find)];
}

export const isMet = ({ figure, bound, isLeast }: Target) => (isLeast ? figure >= bound : figure <= bound);

export function targetLines(targets: readonly Target[]): string[] {
  return targets.map((target) => {
    const { what, figure, unit } = target;
    return `${isMet(target) ? '✓' : '✗'} ${what.padEnd(64)} ${figure.toFixed(2).padStart(9)} ${unit}  (${boundOf(target)})`;
  });
}

export const boundOf = ({ bound, isLeast }: Target) => `at ${isLeast ? 'least' : 'most'} ${bound}`;

/** Nothing where one of both is missing. */
function ratio(of: (report: Report) => number, ours?: Report, theirs?: Report): number | undefined {
  return ours && theirs && of(theirs) > 0 ? of(ours) / of(theirs) : undefined;
}

function atMost(what: string, figure: number | undefined, bound: number, unit: string): Target[] {
  return figure === undefined ? [] : [{ what, figure, unit, bound }];
}

function atLeast(what: string, figure: number | undefined, bound: number, unit: string): Target[] {
  return atMost(what, figure, bound, unit).map((target) => ({ ...target, isLeast: true }));
}

function delivery(find: Find): Target[] {
  const w1 = find('w1-1000');
  const fast = find('w1-2000-fast');
  const cpu = ({ cpuPer1000 }: Report) => cpuPer1000.app;
  return [
    ...atMost('w1-1000: CPU a delivery, to nchan', ratio(cpu, w1, find('w1-1000', 'nchan')), 1.5, '×'),
    ...atMost(
      'w1-1000: CPU a delivery, to classical',
      ratio(cpu, w1, find('w1-1000', 'classical')),
      0.5,
      '×',
    ),
    ...atMost('w1-1000: p99', w1?.delivery.p99, 50, 'ms'),
    // Over a few hundred streams it drowns in what V8 has not collected yet.
    ...atMost('w4-5000: memory of a stream', find('w4-5000')?.kbPerStream, 20, 'KB'),
    ...atLeast('w1-2000-fast: deliveries', fast?.deliveredPerSecond, 99_000, '/s'),
    ...atMost('w1-2000-fast: p99', fast?.delivery.p99, 100, 'ms'),
    ...atMost('w2: p99', find('w2')?.delivery.p99, 20, 'ms'),
    ...atMost('between-redis: p99', find('between-redis')?.delivery.p99, 25, 'ms'),
    ...atMost('between-polling: p99', find('between-polling')?.delivery.p99, 550, 'ms'),
  ];
}

function sending(find: Find): Target[] {
  return ['w3-room', 'w3-rooms'].flatMap((name) => {
    const [ours, classical] = [find(name), find(name, 'classical')];
    return [
      ...atLeast(
        `${name}: sends, to classical`,
        ratio(({ sentPerSecond }) => sentPerSecond, ours, classical),
        8,
        '×',
      ),
      ...atMost(`${name}: p99 of a send`, ours?.send.p99, 30, 'ms'),
    ];
  });
}

function idling(find: Find): Target[] {
  const core = find('w4-1000')?.cores.app;
  return [
    ...atMost('w4-1000: CPU', core === undefined ? core : core * 100, 2, '% of a core'),
    ...['w4-1000', 'w4-5000', 'w4-rooms'].flatMap((name) =>
      // Postgres' own housekeeping and our looking are in it.
      atMost(`${name}: transactions`, find(name)?.transactionsPerSecond, 2.5, '/s'),
    ),
  ];
}

function reading(history: readonly HistoryReport[]): Target[] {
  const find = (who: string, where: string) =>
    history.find((report) => report.who === who && report.where === where);
  const [end, middle, bare] = [
    find('parlance', 'end'),
    find('parlance', 'middle'),
    find('bare node:http', 'end'),
  ];
  return [
    ...atMost(
      'w5: p99 in the middle, to the end',
      end && middle && middle.latency.p99 / end.latency.p99,
      1.1,
      '×',
    ),
    ...atMost('w5: p99, to a bare handler', end && bare && end.latency.p99 / bare.latency.p99, 1.3, '×'),
  ];
}

function returning(find: Find): Target[] {
  const w6 = find('w6');
  return [
    ...atMost('w6: 99 % are back and caught up', w6 && w6.back.p99 / 1_000, 5, 's'),
    ...atMost('w6: sends of the others that failed', w6?.faults.refused, 0, ''),
  ];
}
