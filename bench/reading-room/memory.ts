import type { Figure } from '../figures';
import { turnUntil } from './scrolling';
import { enter, type Seat, type Stage } from './stage';

/** What is in use after everything unused has been thrown away, in the middle and at the end of `minutes` of scrolling. */
export async function measureMemory(stage: Stage, minutes: number): Promise<Figure[]> {
  const seat = await stage.seat();
  await enter(seat.page, stage.rooms['garden-beginner'] ?? '');
  await seat.page.getByRole('log').hover();
  await scroll(seat, minutes / 2);
  const middle = await inUse(seat);
  await scroll(seat, minutes / 2);
  const end = await inUse(seat);
  await seat.close();
  return [
    { what: `memory after ${minutes} min of scrolling`, figure: end, unit: 'MB' },
    { what: '  beside half that time', figure: end / middle, unit: '×', limit: 1.15 },
  ];
}

/** A minute up, a minute down, so that no end is reached. */
async function scroll({ page }: Seat, minutes: number): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  for (let by = -600; Date.now() < until; by = -by) {
    const turn = Math.min(until, Date.now() + 30_000);
    await turnUntil(page, by, () => Date.now() >= turn);
  }
}

async function inUse({ client }: Seat): Promise<number> {
  await client.send('HeapProfiler.enable');
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}
