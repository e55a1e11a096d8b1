import { fork } from 'node:child_process';
import { candidates, type Running, start } from './candidates';
import { Hand } from './crew';
import type { Ground } from './ground';
import { type Spread, spreadOf } from './histogram';
import type { Stage } from './stage';

const MESSAGES = 1_000_000;
const CONNECTIONS = 32;
const SECONDS = 6;
const WARM_UP_SECONDS = 2;

export type HistoryReport = {
  where: string;
  who: string;
  perSecond: number;
  latency: Spread;
  refused: number;
};

/** Pages of a hundred at the end and in the middle of a room of a million, from the app and from a bare handler. */
export async function measureHistory(ground: Ground): Promise<HistoryReport[]> {
  const place = await ground.settle(CONNECTIONS, 1);
  await ground.fill(MESSAGES);
  const [parlance] = candidates;
  if (!parlance) throw new Error('There is no candidate.');
  const bare = () => start((port) => fork(process.argv[1] ?? '', ['bare-history', String(port)]));
  return [
    ...(await measure('parlance', place, () => parlance.start(ground))),
    ...(await measure('bare node:http', place, bare)),
  ];
}

async function measure(
  who: string,
  place: Pick<Stage, 'rooms' | 'seats'>,
  begin: () => Promise<Running>,
): Promise<HistoryReport[]> {
  const running = await begin();
  const hand = new Hand();
  const reports: HistoryReport[] = [];
  try {
    const stage: Stage = { ...place, port: running.port, dialect: 'parlance' };
    await hand.ask('enter', { stage, moveMarkers: false });
    const places = { end: MESSAGES + 1, middle: MESSAGES / 2 };
    for (const [where, before] of Object.entries(places)) {
      await hand.ask('read', { before, connections: CONNECTIONS, seconds: WARM_UP_SECONDS });
      const { latencies, count, refused } = await hand.ask('read', {
        ...{ before, connections: CONNECTIONS, seconds: SECONDS },
      });
      reports.push({ where, who, perSecond: count / SECONDS, latency: spreadOf([latencies]), refused });
    }
  } finally {
    hand.dismiss();
    await running.stop();
  }
  return reports;
}

export function historyTable(reports: readonly HistoryReport[]): string {
  return reports
    .map(({ where, who, perSecond, latency: { p50, p99 }, refused }) => {
      const figures = `${Math.round(perSecond)} pages/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
      return `w5 ${where.padEnd(6)} ${who.padEnd(15)} ${figures}${refused > 0 ? `, ${refused} refused` : ''}`;
    })
    .join('\n');
}
