import { isExact, type Report, rejection } from './report';

export type Column = [head: string, of: (report: Report) => number, digits: number];

export const columns: readonly Column[] = [
  ['sent/s', ({ sentPerSecond }) => sentPerSecond, 0],
  ['heard/s', ({ deliveredPerSecond }) => deliveredPerSecond, 0],
  ['p50', ({ delivery }) => delivery.p50, 1],
  ['p99', ({ delivery }) => delivery.p99, 1],
  ['max', ({ delivery }) => delivery.max, 0],
  ['send p50', ({ send }) => send.p50, 1],
  ['send p99', ({ send }) => send.p99, 1],
  ['ms/1k', ({ cpuPer1000 }) => cpuPer1000.app, 2],
  ['+ Postgres', ({ cpuPer1000 }) => cpuPer1000.postgres, 2],
  ['core %', ({ cores }) => cores.app * 100, 1],
  ['KB/stream', ({ kbPerStream }) => kbPerStream, 1],
  ['tx/s', ({ transactionsPerSecond }) => transactionsPerSecond, 1],
  ['back p99', ({ back }) => back.p99, 0],
  ['elsewhere', ({ elsewhere }) => elsewhere, 1],
  ['load', ({ load }) => load, 1],
];

/** What a candidate does for each unit of what the app does; only where there is something to compare. */
const ratios: readonly Column[] = [
  ['CPU a delivery', ({ cpuPer1000 }) => cpuPer1000.app, 2],
  ['p99', ({ delivery }) => delivery.p99, 2],
  ['sends/s', ({ sentPerSecond }) => sentPerSecond, 2],
  ['KB a stream', ({ kbPerStream }) => kbPerStream, 2],
];

/** One table of all runs, and beneath it the app beside each baseline. Times are in milliseconds. */
export function tableOf(reports: readonly Report[]): string {
  const lines = [
    ['', '', ...columns.map(([head]) => head), 'exact'],
    ...reports.map((report) => [
      report.workload,
      report.candidate,
      ...columns.map(([, of, digits]) => of(report).toFixed(digits)),
      faultsOf(report),
    ]),
  ];
  return [...aligned(lines), '', ...ratioLines(reports), ...rejections(reports)].join('\n');
}

/** `yes`, or what went wrong. */
export function faultsOf(report: Report): string {
  const found = Object.entries(report.faults).filter(([, count]) => count > 0);
  return isExact(report) ? 'yes' : found.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

export function rejections(reports: readonly Report[]): string[] {
  return reports.flatMap((report) => {
    const why = rejection(report);
    return why ? [`${report.workload} ${report.candidate} says nothing: ${why}.`] : [];
  });
}

export function ratioLines(all: readonly Report[]): string[] {
  const reports = all.filter((report) => rejection(report) === undefined);
  return reports.flatMap((report) => {
    const ours = reports.find(
      ({ workload, candidate }) => workload === report.workload && candidate === 'parlance',
    );
    if (!ours || ours === report) return [];
    const parts = ratios.flatMap(([head, of, digits]) =>
      of(report) > 0 && of(ours) > 0 ? [`${head} ${(of(ours) / of(report)).toFixed(digits)} ×`] : [],
    );
    return [`${report.workload}: parlance to ${report.candidate}: ${parts.join(', ')}`];
  });
}

function aligned(lines: readonly string[][]): string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}
