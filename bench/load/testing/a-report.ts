import { noFaults } from '../order';
import type { Report } from '../report';

type Wanted = {
  candidate?: string;
  p99?: number;
  busy?: number;
  lagP99?: number;
  faults?: Report['faults'];
};

/** A run in which all went well, but for what is asked for. */
export function aReport({
  candidate = 'parlance',
  p99 = 20,
  busy = 0.3,
  lagP99 = 2,
  faults,
}: Wanted = {}): Report {
  const spread = { p50: 10, p90: 15, p95: 18, p99, max: 60 };
  return {
    workload: 'w1-1000',
    candidate,
    runs: 1,
    streams: 1_000,
    sentPerSecond: 20,
    deliveredPerSecond: 20_000,
    delivery: spread,
    send: spread,
    cores: { app: 0.2, postgres: 0.05 },
    cpuPer1000: { app: 10, postgres: 2 },
    kbPerStream: 13,
    transactionsPerSecond: 60,
    markersPerSecond: 0,
    back: spread,
    faults: faults ?? { ...noFaults(), missing: 0, refused: 0, holes: 0 },
    generator: { busy, lagP99, late: 1 },
    elsewhere: 0,
    load: 1,
  };
}
