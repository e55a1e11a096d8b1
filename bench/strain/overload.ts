import type { Findings } from '../faults/findings';
import type { Ground } from '../load/ground';
import { spreadOf } from '../load/histogram';
import type { Sent } from '../load/senders';
import { readBody } from '../load/stage';
import { onScene, send } from './scene';

const SENDERS = 64;
const TIMES = 5;
const SECONDS = 60;
/** As a proxy in front may hold. */
const CONNECTIONS = 2_000;
const CALM = { perSecond: 20 };
const REFUSED_MAX_MS = 50;

/** G11: of five times what it can store the app refuses the rest at once, and is well again when that is over. */
export async function overload(findings: Findings, ground: Ground): Promise<void> {
  await onScene(ground, { people: 20_000, rooms: 100 }, async (scene) => {
    const knee = (await send(scene, { senders: SENDERS }, 6)).answered.length / 6;
    const perSecond = Math.round(knee * TIMES);
    await ground.database.query('truncate messages');
    const flood = await send(scene, { perSecond, connections: CONNECTIONS }, SECONDS);
    const missing = await missingOf(flood, ground);
    const asked = flood.answered.length + sum(flood.refused);
    findings.say(`${knee.toFixed(0)} sends/s are stored; ${(asked / SECONDS).toFixed(0)}/s were asked for.`);
    findings.say(`Answers: ${flood.answered.length} × 2xx, ${JSON.stringify(flood.refused)} (0: none).`);
    const { p50, p99 } = spreadOf([flood.refusals]);
    findings.find(
      'G11 too much is refused',
      `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)} ms`,
      p99 < REFUSED_MAX_MS,
    );
    const { 429: _, 503: __, ...others } = flood.refused;
    findings.find('G11 answers other than 2xx, 429, 503', `${sum(others)} of ${asked}`, sum(others) === 0);
    findings.find(
      'G1 answered and not stored',
      `${missing} of ${flood.answered.length}`,
      missing === 0 && flood.answered.length > 0,
    );
    const after = await send(scene, CALM, 5);
    const spread = spreadOf([after.latencies]);
    findings.find(
      'G11 at once after it a send takes',
      `p99 ${spread.p99.toFixed(0)} ms, ${sum(after.refused)} refused`,
      sum(after.refused) === 0 && spread.p99 < 100,
    );
  });
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);

async function missingOf({ answered }: Sent, ground: Ground): Promise<number> {
  const { rows } = await ground.database.query<{ body: string }>('select body from messages');
  const stored = new Set(rows.map(({ body }) => readBody(body).n));
  return answered.filter((n) => !stored.has(n)).length;
}
