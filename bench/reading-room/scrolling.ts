import type { Page } from 'playwright';
import type { Figure } from '../figures';
import { enter, type Stage } from './stage';

const PAGES = 20;

/** Twenty pages up and down the largest room, on a processor four times slower. */
export async function measureScrolling(stage: Stage): Promise<Figure[]> {
  const { page, close } = await stage.seat({ slow: true });
  await enter(page, stage.rooms['garden-beginner'] ?? '');
  await page.getByRole('log').hover();
  await watchFrames(page);
  const asked = countPages(page);
  const rows = await turnUntil(page, -300, () => asked() >= PAGES);
  const rowsBack = await turnUntil(page, 300, () => asked() >= 2 * PAGES);
  const frames = await page.evaluate(() => window.frames_);
  await close();
  return [
    {
      what: 'scrolling 20 pages up and down, 4× slower: longest frame',
      figure: frames.longest,
      unit: 'ms',
      limit: 50,
    },
    { what: '  frames over 50 ms', figure: frames.long, unit: '', limit: 0 },
    { what: '  frames in all', figure: frames.count, unit: '' },
    { what: '  rows in the page at most', figure: Math.max(rows, rowsBack), unit: '', limit: 300 },
  ];
}

/** Turns the wheel as a hand does, to the room's end at most; answers how many rows stood in the page at most. */
export async function turnUntil(page: Page, by: number, isEnough: () => boolean): Promise<number> {
  let rows = 0;
  for (let turn = 0; !isEnough() && turn < 5_000; turn += 1) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(16);
    if (turn % 50 !== 0) continue;
    rows = Math.max(rows, await page.getByRole('article').count());
    if (by > 0 && (await isAtEnd(page))) break;
  }
  return rows;
}

/** Of the room, not only of what is here of it: of that some hundred messages more would follow. */
async function isAtEnd(page: Page): Promise<boolean> {
  const rail = page.getByRole('slider', { name: /^Place in/ });
  const left =
    Number(await rail.getAttribute('aria-valuemax')) - Number(await rail.getAttribute('aria-valuenow'));
  const below = await page
    .getByRole('log')
    .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
  return left < 100 && below < 2;
}

function countPages(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (/\/messages\?(before|after)=/.test(request.url())) count += 1;
  });
  return () => count;
}

declare global {
  interface Window {
    /** `long`, `longest`: frames whose scripts, styles and layout took over 50 ms, and the slowest, in ms. */
    frames_: { count: number; long: number; longest: number };
  }
}

/** A frame's own work, by the browser's account of long frames (those from 50 ms on) and of all between them. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames = { count: 0, long: 0, longest: 0 };
    window.frames_ = frames;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        frames.long += 1;
        frames.longest = Math.max(frames.longest, duration);
      }
    }).observe({ type: 'long-animation-frame' });
    // What is shorter than 50 ms is told by nobody: from the frame's beginning to the first task after it.
    const channel = new MessageChannel();
    let begun = 0;
    channel.port1.onmessage = () => {
      frames.longest = Math.max(frames.longest, performance.now() - begun);
    };
    const frame = (at: number) => {
      begun = at;
      frames.count += 1;
      channel.port2.postMessage(null);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
