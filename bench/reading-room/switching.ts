import type { Page } from 'playwright';
import { type Figure, median } from '../figures';
import { enter, type Stage } from './stage';

const ROUNDS = 9;

/** From the click on a room's line to its first painted message, on a processor four times slower. */
export async function measureSwitching(stage: Stage): Promise<Figure[]> {
  const { page, close } = await stage.seat({ slow: true });
  await enter(page, stage.rooms['garden-beginner'] ?? '');
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/rooms') && asked.push(request.method()));
  const fresh = await switchTo(page, 'garden-doc');
  const requests = asked.filter((method) => method === 'GET').length;
  const held: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    held.push(await switchTo(page, round % 2 === 0 ? 'garden-beginner' : 'garden-doc'));
  }
  await close();
  return [
    { what: 'switch to a held room, 4× slower: median', figure: median(held), unit: 'ms', limit: 100 },
    { what: '  slowest', figure: Math.max(...held), unit: 'ms' },
    { what: 'switch to a new room, 4× slower', figure: fresh, unit: 'ms' },
    { what: '  requests for it', figure: requests, unit: '', limit: 1 },
  ];
}

async function switchTo(page: Page, name: string): Promise<number> {
  const line = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name });
  const painted = page.evaluate(
    (room) =>
      new Promise<number>((resolve) => {
        let begun = 0;
        const look = () => {
          // A room that one comes back to is there already, hidden.
          const log = document.querySelector(`[role=log][aria-label$="${room}"]`);
          // Painted when the frame after the one that brought it begins.
          if (log?.checkVisibility() && log.querySelector('article'))
            requestAnimationFrame((at) => resolve(at - begun));
          else requestAnimationFrame(look);
        };
        const begin = ({ timeStamp }: Event) => {
          begun = timeStamp;
          requestAnimationFrame(look);
        };
        addEventListener('click', begin, { capture: true, once: true });
      }),
    name,
  );
  await line.click();
  const took = await painted;
  await page.waitForTimeout(500);
  return took;
}
