import { type Report, rejection } from './report';
import type { Workload } from './workloads';

/** Whoever hears later than this has bent. */
const P99_MAX_MS = 100;
/** So much of what was due has to be sent in time. */
const SENT_MIN = 0.95;

/** Why a candidate does not carry this load, if it does not; of its steps no higher one says more. */
export function bent({ pace }: Workload, report: Report): string | undefined {
  const due = pace && 'perSecond' in pace ? pace.perSecond : 0;
  if (report.sentPerSecond < due * SENT_MIN)
    return `${Math.round(report.sentPerSecond)}/s of ${due}/s were sent`;
  if (report.delivery.p99 > P99_MAX_MS) return `p99 ${Math.round(report.delivery.p99)} ms`;
  return rejection(report);
}

/** For each candidate that took steps: the highest it carried, and why not the next. */
export function kneeLines(reports: readonly Report[], workloads: readonly Workload[]): string[] {
  const steps = workloads.filter(({ isStep }) => isStep);
  const names = new Set(reports.map(({ candidate }) => candidate));
  return [...names].flatMap((name) => {
    let carried = 'none';
    for (const step of steps) {
      const report = reports.find(({ workload, candidate }) => workload === step.name && candidate === name);
      if (!report) continue;
      const why = bent(step, report);
      const load = `${Math.round(report.deliveredPerSecond).toLocaleString('en')} deliveries/s`;
      if (why) return [`${name} carries ${carried}; at ${step.name}: ${why}.`];
      carried = `${step.name}, ${load}, p99 ${report.delivery.p99.toFixed(0)} ms`;
    }
    return carried === 'none' ? [] : [`${name} carries ${carried}, and was asked for no more.`];
  });
}
