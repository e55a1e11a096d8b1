import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRoom } from '@/db/testing/people';
import { type Figure, median } from '../figures';
import { type PersonCaller, type Stage, spentBy } from './stage';

const MB = 1024 * 1024;
const UPLOADS = 100;

/**
 * Beginning an upload over HTTP, until its signed address is here, beside the smallest thing a signed-in person can
 * ask: what is more is what reserving and signing take.
 */
export async function measureBeginnings(stage: Stage): Promise<Figure[]> {
  const [plain, begun]: [Cost[], Cost[]] = [[], []];
  // Nobody may begin more than 120 in a minute. The first round is for the process to get warm.
  for (const round of [0, 1, 2, 3, 4]) {
    const { who, roomId } = await makePlace(stage);
    const asked = await repeat(stage, () => who.ask('GET', '/api/me'));
    const started = await repeat(stage, () => who.ask('POST', '/api/attachments', announced(roomId, 1_000)));
    if (round === 0) continue;
    plain.push(asked);
    begun.push(started);
  }
  const figureOf = (costs: readonly Cost[], part: keyof Cost) => median(costs.map((cost) => cost[part]));
  return [
    { what: 'an upload begun, whole route over HTTP, p50', figure: figureOf(begun, 'p50'), unit: 'ms' },
    { what: 'oneself read, p50', figure: figureOf(plain, 'p50'), unit: 'ms' },
    { what: 'an upload begun: processor time of the app', figure: figureOf(begun, 'cpu'), unit: 'ms' },
    {
      what: '  more than oneself read',
      figure: figureOf(begun, 'cpu') - figureOf(plain, 'cpu'),
      unit: 'ms',
      limit: 3,
    },
  ];
}

type Cost = { p50: number; cpu: number };

/** Each in ms, of one of as many as there are uploads. */
async function repeat(stage: Stage, ask: () => Promise<{ status: number }>): Promise<Cost> {
  const before = spentBy(stage.pids.server).cpu;
  const took: number[] = [];
  for (let count = 0; count < UPLOADS; count += 1) {
    const since = performance.now();
    const { status } = await ask();
    if (status >= 300) throw new Error(`The app answered ${status}.`);
    took.push(performance.now() - since);
  }
  return { p50: median(took), cpu: (spentBy(stage.pids.server).cpu - before) / UPLOADS };
}

/** What 100 uploads cost the app when each has 10 MB, beside 100 of 10 KB; and how fast the embedded store writes. */
export async function measureUploads(stage: Stage): Promise<Figure[]> {
  await uploadAll(stage, 10 * 1024);
  const small = await uploadAll(stage, 10 * 1024);
  const large = await uploadAll(stage, 10 * MB);
  const disk = await writePlainly(10 * MB);
  return [
    { what: '100 uploads of 10 KB: CPU of the app', figure: small.cpu, unit: 'ms' },
    { what: '100 uploads of 10 MB: CPU of the app', figure: large.cpu, unit: 'ms' },
    { what: '  beside those of 10 KB', figure: large.cpu / small.cpu, unit: '×', limit: 1.3 },
    { what: '  memory of the app afterwards, beside before', figure: large.memory, unit: 'MB', limit: 20 },
    { what: 'the store writes', figure: (UPLOADS * 10_000) / large.sending, unit: 'MB/s' },
    { what: 'the same bytes written and flushed plainly', figure: (UPLOADS * 10_000) / disk, unit: 'MB/s' },
    { what: '  time of the store beside that', figure: large.sending / disk, unit: '×', limit: 2 },
  ];
}

/** One after another, as a person of their own: begun, sent, confirmed. `sending`: ms to and in the store. */
async function uploadAll(stage: Stage, size: number) {
  const { who, roomId } = await makePlace(stage);
  const body = new Uint8Array(randomBytes(size));
  const before = spentBy(stage.pids.server);
  let sending = 0;
  for (let count = 0; count < UPLOADS; count += 1) sending += await uploadOne(who, roomId, body);
  const after = spentBy(stage.pids.server);
  return {
    sending,
    cpu: after.cpu - before.cpu,
    memory: after.memory - before.memory,
  };
}

/** Answers how many milliseconds the store took. */
async function uploadOne(who: PersonCaller, roomId: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
  const begun = await who.ask('POST', '/api/attachments', announced(roomId, body.byteLength));
  const { id, url, headers } = begun.body.upload;
  const since = performance.now();
  const answer = await fetch(url, { method: 'PUT', headers, body });
  await answer.arrayBuffer();
  const took = performance.now() - since;
  const confirmed = await who.ask('PUT', `/api/attachments/${id}`);
  if (!answer.ok || confirmed.status !== 200) throw new Error(`${answer.status}, ${confirmed.status}`);
  return took;
}

async function makePlace(stage: Stage): Promise<{ who: PersonCaller; roomId: string }> {
  const who = await stage.somebody();
  const { id: roomId } = await makeRoom({ members: [who.person] });
  return { who, roomId };
}

function announced(roomId: string, size: number) {
  return { roomId, name: 'bytes.bin', type: 'application/octet-stream', size };
}

/** Milliseconds for as many files of as many bytes, each flushed as the store flushes them, in the same file system. */
async function writePlainly(size: number): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'parlance-bench-'));
  const body = randomBytes(size);
  const since = performance.now();
  for (let count = 0; count < UPLOADS; count += 1) {
    const file = await open(join(directory, String(count)), 'wx');
    await file.writeFile(body);
    await file.sync();
    await file.close();
  }
  const took = performance.now() - since;
  rmSync(directory, { recursive: true });
  return took;
}
