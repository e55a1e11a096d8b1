import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Findings } from '../faults/findings';
import { until } from '../faults/until';
import type { Ground } from '../load/ground';
import { spreadOf } from '../load/histogram';
import { streamRequest } from '../load/requests';
import type { Stage } from '../load/stage';
import { residentKb } from '../load/usage';
import { onScene, type Scene, send } from './scene';

const NORMAL = 100;
const STOPPED = 50;
/** Long messages, so that what the system keeps for a connection is full within seconds. */
const PACE = { perSecond: 50 };
const BODY_LENGTH = 7_900;
const SECONDS = 20;
const WARM_UP_SECONDS = 5;
/** What has ended waits ten seconds for its reader to take the rest, and as long again while some of it is taken. */
const GONE_MS = 25_000;
/** A megabyte may wait for each, and all of them share its bytes. */
const GROWTH_MAX_MB = 60;

/** G9: those who take nothing cost a bounded amount, and those beside them hear as soon as before. */
export async function besideStopped(findings: Findings, ground: Ground): Promise<void> {
  const size = { people: NORMAL + STOPPED, rooms: 1, bodyLength: BODY_LENGTH };
  await onScene(ground, size, async (scene) => {
    const { ear, running, stage } = scene;
    await ear.ask('open', { seats: Array.from({ length: NORMAL }, (_, seat) => seat) });
    await heardWhile(findings, scene, WARM_UP_SECONDS);
    const alone = await heardWhile(findings, scene);
    const [files, memory] = [filesOf(running.pids[0]), residentKb(running.pids[0] ?? 0)];
    // What they missed so far would be caught up at once, and is not what is looked for.
    const rev = await revOf(stage, ground);
    const stopped = await Promise.all(
      Array.from({ length: STOPPED }, (_, n) => stoppedReader(stage, NORMAL + n, rev)),
    );
    const beside = await heardWhile(findings, scene);
    const grown = (residentKb(running.pids[0] ?? 0) - memory) / 1_024;
    findings.find(
      `G9 memory beside ${STOPPED} that take nothing`,
      `${grown.toFixed(0)} MB more`,
      grown < GROWTH_MAX_MB,
    );
    const times = `p99 ${beside.toFixed(1)} ms, without them ${alone.toFixed(1)} ms`;
    findings.find(
      `G9 the ${NORMAL} beside them hear as soon`,
      times,
      beside < Math.max(alone * 1.5, alone + 10),
    );
    const left = () => filesOf(running.pids[0]) - files;
    const areGone = await until(() => left() <= 0, GONE_MS);
    findings.find('G9 those that take nothing are sent away', `${left()} of ${STOPPED} left`, areGone);
    const { holes } = await ear.ask('figures', {});
    findings.find('G9 holes the others found', `${holes}`, holes === 0);
    for (const socket of stopped) socket.destroy();
  });
}

/** The 99th percentile of how long the others' deliveries took, in milliseconds. */
async function heardWhile(findings: Findings, scene: Scene, seconds = SECONDS): Promise<number> {
  const { answered } = await send(scene, PACE, seconds);
  findings.say(`${answered.length} messages of ${BODY_LENGTH} characters were sent in ${seconds} s.`);
  const { latencies } = await scene.ear.ask('figures', {});
  return spreadOf([latencies]).p99;
}

async function revOf({ rooms }: Stage, { database }: Ground): Promise<number> {
  const { rows } = await database.query<{ rev: string }>('select rev from rooms where id = $1', [
    rooms[0]?.id,
  ]);
  return Number(rows[0]?.rev);
}

async function stoppedReader({ port, rooms, seats }: Stage, n: number, rev: number): Promise<Socket> {
  const [room, seat] = [rooms[0], seats[n]];
  if (!room || !seat) throw new Error('There is no such seat.');
  const socket = connect(port, '127.0.0.1');
  // Ended by the app.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause();
  socket.write(streamRequest('parlance', { room, seat }, rev));
  return socket;
}

function filesOf(pid = 0): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
