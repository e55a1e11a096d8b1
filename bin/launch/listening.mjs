import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves true once somebody answers at the address, false when `over` no longer answers null: nobody will. */
export async function untilListening({ port, bind }, over) {
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[bind] ?? bind;
  for (; over() === null; await sleep(50)) {
    const socket = connect(port, host);
    const up = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (up) return true;
  }
  return false;
}
