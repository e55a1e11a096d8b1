import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Findings } from '../faults/findings';
import type { Ground } from '../load/ground';
import { streamRequest } from '../load/requests';
import type { Stage } from '../load/stage';
import { residentKb } from '../load/usage';
import { onScene } from './scene';

const TIMES = 20_000;
const AT_ONCE = 64;
const PEOPLE = 500;
/** Of the second half; the first also brings what is needed once. What is collected late is in it. */
const GROWTH_MAX_KB = 1;

/** G10: streams that are opened and cut, every second one before it is ready, leave nothing behind. */
export async function comeAndGo(findings: Findings, ground: Ground, token: string): Promise<void> {
  await onScene(ground, { people: PEOPLE, rooms: 10 }, async ({ stage, running: { pids } }) => {
    const [pid = 0] = pids;
    await openAndCut(stage, TIMES / 2);
    await sleep(2_000);
    const before = residentKb(pid);
    await openAndCut(stage, TIMES / 2);
    await sleep(2_000);
    const grown = (residentKb(pid) - before) / (TIMES / 2);
    const streams = await gaugeOf('parlance_streams', stage.port, token);
    const waiting = await gaugeOf('parlance_pool_waiting', stage.port, token);
    findings.find(`G10 streams left of ${TIMES}`, `${streams}`, streams === 0);
    findings.find('G10 statements that wait for a connection', `${waiting}`, waiting === 0);
    const figure = `${(grown * 1_024).toFixed(0)} bytes a stream`;
    findings.find(`G10 memory that the last ${TIMES / 2} left`, figure, grown < GROWTH_MAX_KB);
  });
}

async function openAndCut(stage: Stage, times: number): Promise<void> {
  let left = times;
  const next = async () => {
    while (left > 0) {
      left -= 1;
      await openOnce(stage, left);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function openOnce({ port, seats, rooms }: Stage, n: number): Promise<void> {
  const seat = seats[n % seats.length];
  const room = rooms[seat?.room ?? 0];
  if (!seat || !room) throw new Error('There is no such seat.');
  const socket = connect(port, '127.0.0.1');
  // Cut; the close that follows counts.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(streamRequest('parlance', { room, seat }, room.rev));
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    if (n % 2 === 0 || text.includes('event: ready')) socket.destroy();
  });
  await closed;
}

async function gaugeOf(name: string, port: number, token: string): Promise<number> {
  const answer = await fetch(`http://localhost:${port}/api/metrics`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await answer.text())?.[1] ?? Number.NaN);
}
