import type { Page } from 'playwright';
import { type Figure, median } from '../figures';
import { enter, type Stage } from './stage';

/** Spread over the room's years. */
const DAYS = [
  '2021-10-05',
  '2025-12-12',
  '2022-03-03',
  '2024-08-20',
  '2023-02-14',
  '2026-01-09',
  '2022-11-11',
];

/** From the click that asks for a day to the first painted message of it. */
export async function measureDates(stage: Stage): Promise<Figure[]> {
  const { page, close } = await stage.seat();
  // Its day stands at the top then, with the button that leads to others; and so it does after each jump.
  await enter(page, `${stage.rooms['garden-beginner']}?on=2025-05-05`);
  const took: number[] = [];
  for (const day of DAYS) took.push(await jumpTo(page, day));
  await close();
  return [
    { what: 'jump to a day: median', figure: median(took), unit: 'ms' },
    { what: '  slowest', figure: Math.max(...took), unit: 'ms', limit: 300 },
  ];
}

async function jumpTo(page: Page, day: string): Promise<number> {
  await page
    .getByRole('button', { name: /go to another day$/ })
    .first()
    .click();
  const card = page.getByRole('dialog', { name: 'Go to a day' });
  await card.getByLabel('Date').fill(day);
  const painted = page.evaluate((wanted) => {
    const isThere = () => {
      const log = document.querySelector('[role=log]')?.getBoundingClientRect();
      return [...document.querySelectorAll('[role=log] article time')].some((time) => {
        const { top } = time.getBoundingClientRect();
        const at = time.getAttribute('datetime') ?? '';
        // A day without a message leads to the next one that has some.
        return (
          log && top >= log.top && top < log.bottom && at >= wanted && at.slice(0, 7) === wanted.slice(0, 7)
        );
      });
    };
    return new Promise<number>((resolve) => {
      let begun = 0;
      const look = () => {
        if (isThere()) requestAnimationFrame((at) => resolve(at - begun));
        else requestAnimationFrame(look);
      };
      const begin = ({ timeStamp }: Event) => {
        begun = timeStamp;
        requestAnimationFrame(look);
      };
      addEventListener('click', begin, { capture: true, once: true });
    });
  }, day);
  await card.getByRole('button', { name: 'Go', exact: true }).click();
  const took = await painted;
  await page.waitForTimeout(500);
  return took;
}
