import type { Page } from 'playwright';

/**
 * Puts a page without a script in the place of an open room: the same rows, styles and screen. What the browser and the
 * machine take by themselves when somebody scrolls there. Answers how far its log can be scrolled, in px.
 */
export async function standStill(page: Page): Promise<number> {
  const html = await page.evaluate(markupOf);
  await page.route('**/still.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('/still.html', { waitUntil: 'load' });
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    if (!log) throw new Error('There is no log on this page.');
    log.scrollTop = log.scrollHeight;
    return log.scrollTop;
  });
}

function markupOf(): string {
  const still = document.documentElement.cloneNode(true) as HTMLElement;
  for (const script of still.querySelectorAll('script, link[rel=preload], link[rel=modulepreload]'))
    script.remove();
  return `<!doctype html>${still.outerHTML}`;
}
