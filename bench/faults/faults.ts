import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Findings } from './findings';
import type { Place } from './place';
import type { Seat } from './reader';
import type { Writers } from './writers';

export type Faults = {
  place: Place;
  writers: Writers;
  findings: Findings;
  /** How long something stays away, and how long it is calm in between, in milliseconds. */
  awayMs: number;
  calmMs: number;
  /** Within how many milliseconds a send has to be refused without a database, and to be stored once all is back. */
  refusedMs: number;
  healedMs: number;
};

/** Everything that may break does, one after the other, under traffic. `stopped`: who takes nothing of a stream. */
export async function breakEverything(
  faults: Faults,
  stopped: readonly Seat[],
  cursors: string,
): Promise<void> {
  const { place, findings, awayMs } = faults;
  await fault(faults, 'kill -9 of app 1 for a second', async () => {
    await place.endApp(0, 'SIGKILL');
    await sleep(1_000);
    await place.startApp(0);
  });
  await withoutDatabase(faults);
  await fault(faults, 'Redis killed and started', async () => {
    await place.redis.kill();
    await sleep(awayMs / 2);
    await place.redis.start();
  });
  await fault(faults, 'FLUSHALL', async () => {
    const client = new Redis(place.redis.url);
    await client.flushall();
    client.disconnect();
  });
  await fault(faults, '30 % of answers thrown away after the commit', async () => {
    for (const door of place.doors) door.dropAnswers(0.3);
    await sleep(awayMs);
    for (const door of place.doors) door.dropAnswers(0);
  });
  await fault(faults, `app 2 stopped for ${awayMs / 1_000} s`, async () => {
    place.signalApp(1, 'SIGSTOP');
    await sleep(awayMs);
    place.signalApp(1, 'SIGCONT');
  });
  await besideStoppedReaders(faults, stopped, cursors);
  await fault(faults, 'SIGTERM and start of both apps, one by one', async () => {
    for (const door of [0, 1] as const) {
      const seconds = await place.endApp(door, 'SIGTERM');
      findings.find(`G8 app ${door + 1} ends in order`, `${seconds.toFixed(1)} s`, seconds < 30);
      await place.startApp(door);
    }
  });
}

/** Does `work`, then sends through each door until it is answered: how long that takes is how long healing took. */
async function fault(
  { writers, findings, calmMs, healedMs }: Faults,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  await work();
  const over = performance.now();
  await Promise.all([writers.probe(0), writers.probe(1)]);
  const healed = performance.now() - over;
  findings.say(`${name}: sends again after ${healed.toFixed(0)} ms`);
  findings.find(`G8 sends again after: ${name}`, `${healed.toFixed(0)} ms`, healed < healedMs);
  await sleep(calmMs);
}

async function withoutDatabase(faults: Faults): Promise<void> {
  const { place, writers, findings, awayMs, refusedMs } = faults;
  const { refusals } = writers.history;
  refusals.slowest = 0;
  await fault(faults, 'Postgres restarted at once', async () => {
    await place.dropDatabase();
    await place.startDatabase();
  });
  await fault(faults, `${awayMs / 1_000} s without Postgres`, async () => {
    await place.dropDatabase();
    await sleep(awayMs);
    await place.startDatabase();
  });
  const { slowest, count, notJson } = refusals;
  findings.find(
    'G8 the slowest 503 while Postgres was away',
    `${slowest.toFixed(0)} ms of ${count}, ${notJson} not JSON`,
    slowest < refusedMs && count > 0 && notJson === 0,
  );
}

async function besideStoppedReaders(faults: Faults, seats: readonly Seat[], cursors: string): Promise<void> {
  const { place, findings, awayMs } = faults;
  const before = place.usage();
  const { port } = new URL(place.addresses[0] ?? '');
  const stopped = await Promise.all(seats.map(({ token }) => stoppedReader(Number(port), cursors, token)));
  await fault(faults, `${seats.length} readers that take nothing`, () => sleep(awayMs));
  for (const [n, { megabytes }] of place.usage().entries()) {
    const grown = megabytes - (before[n]?.megabytes ?? 0);
    findings.find(`G9 memory of app ${n + 1} beside them`, `${grown.toFixed(0)} MB more`, grown < 100);
  }
  for (const socket of stopped) socket.destroy();
}

async function stoppedReader(port: number, cursors: string, token: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // Sent away as one of too many, or ended with the app.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause();
  const head = [
    `GET /api/stream?cursors=${cursors} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${token}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}
