import type { Page } from 'playwright';
import type { Figure } from '../figures';
import { enter, type Stage } from './stage';

const PAGES = 20;
const REST_MS = 4_000;

/** Turns of a wheel: so many px each, and so many ms between them. */
type Hand = { px: number; rest: number };
/** As the hand of somebody who looks for something, 2,000 px a second; and as fast as the page takes it, some 18,000. */
const hands = { steady: { px: 100, rest: 50 }, flung: { px: 300, rest: 16 } };

/** Twenty pages up and down the largest room, on a processor four times slower. */
export async function measureScrolling(stage: Stage): Promise<Figure[]> {
  return [
    ...(await scrollWith(stage, hands.steady, 'at 2,000 px/s')),
    ...(await scrollWith(stage, hands.flung, 'as fast as it goes')),
  ];
}

async function scrollWith(stage: Stage, hand: Hand, how: string): Promise<Figure[]> {
  const { page, close } = await stage.seat({ slow: true });
  await enter(page, stage.rooms['garden-beginner'] ?? '');
  await page.getByRole('log').hover();
  // At the first sign of life a page fetches what may be wanted next (fetch-ahead.tsx): that is not scrolling.
  await page.waitForTimeout(REST_MS);
  await watchFrames(page);
  const asked = countPages(page);
  const rows = await turnUntil(page, -hand.px, () => asked() >= PAGES, hand.rest);
  const rowsBack = await turnUntil(page, hand.px, () => asked() >= 2 * PAGES, hand.rest);
  const frames = await page.evaluate(() => window.frames_);
  await close();
  return [
    {
      what: `scrolling 20 pages up and down, 4× slower, ${how}: longest frame`,
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
export async function turnUntil(
  page: Page,
  by: number,
  isEnough: () => boolean,
  rest = hands.flung.rest,
): Promise<number> {
  let rows = 0;
  for (let turn = 0; !isEnough() && turn < 5_000; turn += 1) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(rest);
    if (turn % 50 !== 0) continue;
    const { count, isAtEnd } = await page.evaluate(lookAtLog);
    rows = Math.max(rows, count);
    if (by > 0 && isAtEnd) break;
  }
  return rows;
}

/** Quickly: it takes time from the page that is measured. The end is the room's, not that of what is here of it. */
function lookAtLog(): { count: number; isAtEnd: boolean } {
  const rail = document.querySelector('[role=slider]');
  const left = Number(rail?.getAttribute('aria-valuemax')) - Number(rail?.getAttribute('aria-valuenow'));
  const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = document.querySelector('[role=log]') ?? {};
  return {
    count: document.querySelectorAll('article').length,
    // Of what is not here some hundred messages more would follow.
    isAtEnd: left < 100 && scrollHeight - scrollTop - clientHeight < 2,
  };
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
