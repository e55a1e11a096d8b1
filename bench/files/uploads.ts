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

/** What 100 uploads cost the app when each has 10 MB, beside 100 of 10 KB; and how fast the embedded store writes. */
export async function measureUploads(stage: Stage): Promise<Figure[]> {
  await uploadAll(stage, 10 * 1024);
  const small = await uploadAll(stage, 10 * 1024);
  const large = await uploadAll(stage, 10 * MB);
  const disk = await writePlainly(10 * MB);
  return [
    {
      what: 'an upload begun and signed, whole route over HTTP, p50',
      figure: large.begin,
      unit: 'ms',
      limit: 3,
    },
    { what: '100 uploads of 10 KB: CPU of the app', figure: small.cpu, unit: 'ms' },
    { what: '100 uploads of 10 MB: CPU of the app', figure: large.cpu, unit: 'ms' },
    { what: '  beside those of 10 KB', figure: large.cpu / small.cpu, unit: '×', limit: 1.3 },
    { what: '  memory of the app afterwards, beside before', figure: large.memory, unit: 'MB', limit: 20 },
    { what: 'the store writes', figure: (UPLOADS * 10_000) / large.sending, unit: 'MB/s' },
    { what: 'the same bytes written and flushed plainly', figure: (UPLOADS * 10_000) / disk, unit: 'MB/s' },
    { what: '  time of the store beside that', figure: large.sending / disk, unit: '×', limit: 2 },
  ];
}

/** One after another, as a person of their own: begun, sent, confirmed. Times in ms: of a beginning, of all sending. */
async function uploadAll(stage: Stage, size: number) {
  const who = await stage.somebody();
  const { id: roomId } = await makeRoom({ members: [who.person] });
  const body = new Uint8Array(randomBytes(size));
  const before = spentBy(stage.pids.server);
  const [beginnings, sendings]: [number[], number[]] = [[], []];
  for (let count = 0; count < UPLOADS; count += 1) {
    const { begun, sent } = await uploadOne(who, roomId, body);
    beginnings.push(begun);
    sendings.push(sent);
  }
  const after = spentBy(stage.pids.server);
  return {
    begin: median(beginnings),
    sending: sendings.reduce((sum, ms) => sum + ms, 0),
    cpu: after.cpu - before.cpu,
    memory: after.memory - before.memory,
  };
}

async function uploadOne(who: PersonCaller, roomId: string, body: Uint8Array<ArrayBuffer>) {
  const file = { roomId, name: 'bytes.bin', type: 'application/octet-stream', size: body.byteLength };
  const times = [performance.now()];
  const announced = await who.ask('POST', '/api/attachments', file);
  times.push(performance.now());
  const { id, url, headers } = announced.body.upload;
  const answer = await fetch(url, { method: 'PUT', headers, body });
  await answer.arrayBuffer();
  times.push(performance.now());
  const confirmed = await who.ask('PUT', `/api/attachments/${id}`);
  if (!answer.ok || confirmed.status !== 200) throw new Error(`${answer.status}, ${confirmed.status}`);
  const [start = 0, begun = 0, sent = 0] = times;
  return { begun: begun - start, sent: sent - begun };
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
