import type { Page } from 'playwright';
import { serveBarePage } from '../baselines/bare-page';
import { type Figure, median } from '../figures';
import type { Stage } from './stage';

const ROUNDS = 7;

/** From the beginning of the navigation to the first painted message, beside a bare page of the same rows. */
export async function measureFirstMessage(stage: Stage): Promise<Figure[]> {
  const roomId = stage.rooms['garden-beginner'] ?? '';
  const bare = await serveBarePage(stage.app.databaseUrl, roomId);
  const own: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(await firstMessage(stage, `${stage.app.baseUrl}/rooms/${roomId}`));
    other.push(await firstMessage(stage, bare.url));
  }
  await bare.close();
  return [
    { what: 'first message after navigation: median', figure: median(own), unit: 'ms' },
    { what: '  of a bare page of the same rows', figure: median(other), unit: 'ms' },
    { what: '  ratio', figure: median(own) / median(other), unit: '×' },
  ];
}

/** In a new browser context, so that nothing is in a cache; but the server is warm. */
async function firstMessage(stage: Stage, url: string): Promise<number> {
  const { page, close } = await stage.seat();
  await page.addInitScript(() => {
    const look = () => {
      const article = document.querySelector('article');
      if (article && article.getBoundingClientRect().height > 0)
        requestAnimationFrame((at) => {
          window.first_ = at;
        });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url, { waitUntil: 'commit' });
  const took = await read(page);
  await close();
  return took;
}

async function read(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => window.first_);
  return (await found.jsonValue()) ?? Number.NaN;
}

declare global {
  interface Window {
    /** When the first message stood there, in ms since the navigation began. */
    first_?: number;
  }
}
