import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { browserOptions } from '@/bin/testing/browser.mjs';
import { type App, startApp } from '@/e2e/support/app';
import { generateLog, importLog } from '@/e2e/support/import-log';

/** A page of the owner's, in a window of a laptop's size. `slow`: on a processor four times slower. */
export type Seat = { page: Page; client: CDPSession; close(): Promise<void> };

export type Stage = {
  app: App;
  /** Ids by name: `garden-beginner` has 51,507 messages, `garden-doc` 19,007, `web` 9,681. */
  rooms: Record<string, string>;
  cookie: { name: string; value: string };
  seat(options?: { slow: boolean }): Promise<Seat>;
  close(): Promise<void>;
};

/** The built app on temporary data, with a log of 80,252 messages in it. */
export async function openStage(): Promise<Stage> {
  const app = await startApp();
  const home = mkdtempSync(join(tmpdir(), 'parlance-bench-'));
  const log = join(home, 'log.ndjson');
  const cookie = await found(app);
  await generateLog(log);
  console.log((await importLog(app, log)).trim());
  const browser = await chromium.launch(browserOptions('whole'));
  const answer = await fetch(`${app.baseUrl}/api/rooms`, {
    headers: { Cookie: `${cookie.name}=${cookie.value}` },
  });
  const { rooms }: { rooms: { roomId: string; name: string }[] } = await answer.json();
  return {
    app,
    rooms: Object.fromEntries(rooms.map(({ name, roomId }) => [name, roomId])),
    cookie,
    seat: (options) => takeSeat(browser, app, cookie, options?.slow ?? false),
    async close() {
      await browser.close();
      await app.stop();
      rmSync(home, { recursive: true });
    },
  };
}

async function found({ baseUrl, setupCode }: App): Promise<{ name: string; value: string }> {
  const account = { name: 'Ada', email: 'ada@example.test', password: 'bernoulli numbers', setupCode };
  const answer = await fetch(`${baseUrl}/api/accounts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: baseUrl },
    body: JSON.stringify(account),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
  if (value === '') throw new Error(`No account could be made (${answer.status}).`);
  return { name, value };
}

async function takeSeat(
  browser: Browser,
  { baseUrl }: App,
  cookie: Stage['cookie'],
  slow: boolean,
): Promise<Seat> {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ baseURL: baseUrl, viewport, timezoneId: 'UTC' });
  await context.addCookies([{ ...cookie, url: baseUrl }]);
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  if (slow) await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return { page, client, close: () => context.close() };
}

/** Opens a room by its address and waits until the browser has taken over. */
export async function enter(page: Page, roomId: string): Promise<void> {
  await page.goto(`/rooms/${roomId}`);
  await page.getByRole('log', { name: /^Messages in/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('img', { name: 'Connected' }).waitFor({ timeout: 60_000 });
}
