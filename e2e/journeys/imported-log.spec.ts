import type { Page } from 'playwright/test';
import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { generateLog, importLog } from '../support/import-log';
import { expectLive, roomLine, row, rows, say } from './chat-screen';
import { readOn } from './long-room';

test('years of another chat are brought in, and read like one’s own', async ({
  emptyApp,
  browser,
  problems,
}, testInfo) => {
  test.slow();
  const app = await emptyApp();
  const context = await browser.newContext({ baseURL: app.baseUrl });
  problems.watch(context);
  const ada = await context.newPage();
  await found(ada, app);
  await expectLive(ada);

  const log = testInfo.outputPath('log.ndjson.gz');
  await generateLog(log);
  expect(await importLog(app, log)).toContain('80,252 messages imported, 373 people made');
  // Nobody told this page: the running app heard of it as it hears of any other change.
  const room = roomLine(ada, { name: 'garden-beginner' });
  await expect(room).toBeVisible();
  await room.click();
  await expectLive(ada);
  await say(ada, 'So this is where you all are.');
  await expect(row(ada, 'So this is where you all are.')).toBeInViewport();

  const { pathname } = new URL(ada.url());
  await ada.goto(`${pathname}?on=2023-02-14`);
  await expectLive(ada);
  await expect(ada.getByRole('slider', { name: /^Place in/ })).toHaveAttribute(
    'aria-valuetext',
    /^Message [\d,]+ of 51,508, February 1\d, 2023$/,
  );
  await readOn(ada, { turns: 12, by: -250 });
  await readOn(ada, { turns: 12, by: 250 });
  expect(await rows(ada).count()).toBeLessThanOrEqual(250);
  await ada.getByRole('log').press('End');
  await expect(row(ada, 'So this is where you all are.')).toBeInViewport();

  expect(await importLog(app, log), 'twice changes nothing').toContain('0 messages imported, 0 people made');
  await expect(row(ada, 'So this is where you all are.')).toBeInViewport();
  await context.close();
});

/** Makes the first account; the page stands in the first room then. */
async function found(page: Page, { setupCode }: App): Promise<void> {
  const account = { name: 'Ada', email: 'ada@example.test', password: 'bernoulli numbers', setupCode };
  await page.goto('/setup');
  const status = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/accounts', { method: 'POST', headers, body: JSON.stringify(body) })).status;
  }, account);
  expect(status).toBe(201);
  await page.goto('/');
}
