import { setTimeout as sleep } from 'node:timers/promises';

/** Whether it came true within that many milliseconds. */
export async function until(isTrue: () => boolean, withinMs: number): Promise<boolean> {
  for (const late = performance.now() + withinMs; performance.now() < late; await sleep(20)) {
    if (isTrue()) return true;
  }
  return false;
}
