import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until somebody listens at `port` of this machine; fails after ten seconds, naming `program`. */
export async function untilOpen(program: string, port: number): Promise<void> {
  for (const late = Date.now() + 10_000; Date.now() < late; await sleep(20)) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
  }
  throw new Error(`${program} did not start; the lines above say why.`);
}
