import type { Page } from 'playwright';
import { standStill } from '../baselines/still-page';
import type { Figure } from '../figures';
import { enter, type Stage } from './stage';

const PAGES = 20;
const REST_MS = 4_000;

/** Turns of a wheel: so many px each, and so many ms between them. */
type Hand = { px: number; rest: number };
/** As the hand of somebody who looks for something, 2,000 px a second; and as fast as the page takes it, some 18,000. */
const hands = { steady: { px: 100, rest: 50 }, flung: { px: 300, rest: 16 } };

/** Twenty pages up and down the largest room, on a processor four times slower; beside the same rows without a script. */
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
  const up = await turnUntil(page, -hand.px, () => asked() >= PAGES, hand.rest);
  const down = await turnUntil(page, hand.px, () => asked() >= 2 * PAGES, hand.rest);
  const frames = await page.evaluate(() => window.frames_);
  const still = await scrollStill(page, hand, up.turns + down.turns);
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
    { what: '  rows in the page at most', figure: Math.max(up.rows, down.rows), unit: '', limit: 300 },
    { what: '  the same rows without a script: longest frame', figure: still.longest, unit: 'ms' },
    { what: '    frames over 50 ms', figure: still.long, unit: '' },
    { what: '    frames in all', figure: still.count, unit: '' },
  ];
}

/** As many turns of the wheel, up and down what is drawn at this moment. */
async function scrollStill(page: Page, { px, rest }: Hand, turns: number): Promise<Frames> {
  const way = Math.floor((await standStill(page)) / px);
  await page.getByRole('log').hover();
  await page.waitForTimeout(REST_MS);
  await watchFrames(page);
  for (let turn = 0; turn < turns; turn += 1) {
    const isUp = Math.floor(turn / way) % 2 === 0;
    await page.mouse.wheel(0, isUp ? -px : px);
    await page.waitForTimeout(rest);
  }
  return page.evaluate(() => window.frames_);
}

/** Turns the wheel as a hand does, to the room's end at most. `rows`: so many stood in the page at most. */
export async function turnUntil(
  page: Page,
  by: number,
  isEnough: () => boolean,
  rest = hands.flung.rest,
): Promise<{ rows: number; turns: number }> {
  let rows = 0;
  let turns = 0;
  while (!isEnough() && turns < 5_000) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(rest);
    turns += 1;
    if (turns % 50 !== 1) continue;
    const { count, isAtEnd } = await page.evaluate(lookAtLog);
    rows = Math.max(rows, count);
    if (by > 0 && isAtEnd) break;
  }
  return { rows, turns };
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

/** `long`, `longest`: frames whose scripts, styles and layout took over 50 ms, and the slowest, in ms. */
type Frames = { count: number; long: number; longest: number };

declare global {
  interface Window {
    frames_: Frames;
  }
}

/** A frame's own work, by the browser's account of long frames (those from 50 ms on) and of all between them. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: Frames = { count: 0, long: 0, longest: 0 };
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
