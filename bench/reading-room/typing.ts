import type { CDPSession } from 'playwright';
import type { Figure } from '../figures';
import { turnUntil } from './scrolling';
import { enter, type Stage } from './stage';

const WORDS = 'The quick brown fox jumps over the lazy dog, and `code` again.';

/** The slowest answer to a key, while 300 rows with code among them are held, on a processor four times slower. */
export async function measureTyping(stage: Stage): Promise<Figure[]> {
  const { page, client, close } = await stage.seat({ slow: true });
  await enter(page, stage.rooms['garden-beginner'] ?? '');
  await page.getByRole('log').hover();
  await turnUntil(page, -300, times(40));
  await lookAt(client);
  await page.evaluate(() => {
    window.answers_ = {};
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[]) {
        if (interactionId === 0) continue;
        window.answers_[interactionId] = Math.max(duration, window.answers_[interactionId] ?? 0);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.getByRole('textbox', { name: /^Message to/ }).click();
  await page.keyboard.type(WORDS, { delay: 60 });
  await page.waitForTimeout(500);
  const answers = Object.values(await page.evaluate(() => window.answers_)).sort((a, b) => b - a);
  await close();
  // As it is defined (web.dev/inp): of fifty answers or more the slowest is left out.
  const [slowest = 0, inp = 0] = [answers[0], answers[1]];
  return [
    { what: 'typing beside a long log, 4× slower: INP', figure: inp, unit: 'ms', limit: 100 },
    { what: '  slowest', figure: slowest, unit: 'ms' },
    { what: '  answers that were seen', figure: answers.length, unit: '' },
  ];
}

/**
 * Without anybody looking a headless browser presents no frame after the log was scrolled: each key then waits for its
 * answer until the typing is over.
 */
async function lookAt(client: CDPSession): Promise<void> {
  client.on('Page.screencastFrame', ({ sessionId }) => {
    void client.send('Page.screencastFrameAck', { sessionId });
  });
  await client.send('Page.startScreencast', { format: 'jpeg', quality: 1, maxWidth: 64, maxHeight: 64 });
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
    /** By interaction, how long it took to be painted, in ms; those under 16 are left out by the browser. */
    answers_: Record<number, number>;
  }
}
