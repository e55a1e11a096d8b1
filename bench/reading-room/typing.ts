import type { Figure } from '../figures';
import { turnUntil } from './scrolling';
import { enter, type Stage } from './stage';

const WORDS = 'The quick brown fox jumps over the lazy dog, and `code` again.';

/** The slowest answer to a key, while 300 rows with code among them are held, on a processor four times slower. */
export async function measureTyping(stage: Stage): Promise<Figure[]> {
  const { page, close } = await stage.seat({ slow: true });
  await enter(page, stage.rooms['garden-beginner'] ?? '');
  await page.getByRole('log').hover();
  await turnUntil(page, -300, times(40));
  await page.evaluate(() => {
    window.answers_ = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.answers_.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.getByRole('textbox', { name: /^Message to/ }).click();
  await page.keyboard.type(WORDS, { delay: 60 });
  await page.waitForTimeout(500);
  const answers = await page.evaluate(() => window.answers_);
  await close();
  return [
    {
      what: 'typing beside a long log, 4× slower: slowest answer',
      figure: Math.max(0, ...answers),
      unit: 'ms',
      limit: 100,
    },
  ];
}

/** False so many times, then true. */
function times(count: number): () => boolean {
  let called = 0;
  return () => {
    called += 1;
    return called > count;
  };
}

declare global {
  interface Window {
    /** How long each key took to be painted, in ms; those under 16 are left out by the browser. */
    answers_: number[];
  }
}
