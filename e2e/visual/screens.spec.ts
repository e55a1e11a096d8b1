import type { Page } from 'playwright/test';
import { browserOptions } from '../../bin/testing/browser.mjs';
import type { App } from '../support/app';
import { expect, sessionCookie, test } from '../support/fixtures';
import { ada, now, roomId, setScene } from './scene';

/*
 * What a change of a colour or a measure does to screens nobody thought of. All text is in a font of blocks, so that
 * no machine draws it differently; the words themselves are other tests' business. After a change that is meant:
 * npx playwright test e2e/visual --update-snapshots, and look at the pictures before committing them.
 */

// The shell draws the edges of shapes a little otherwise than people’s browsers do.
test.use({ launchOptions: browserOptions('whole') });

const blocks = 'node_modules/@fontsource/flow-block/files/flow-block-latin-400-normal.woff2';
const desktop = { width: 1_120, height: 700 };
const phone = { width: 360, height: 640 };

test('the screens look as they did', async ({ emptyApp, browser, problems }) => {
  test.slow();
  const app = await emptyApp();
  const sessionId = await setScene(app);
  const context = await browser.newContext({
    baseURL: app.baseUrl,
    viewport: phone,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  problems.watch(context);
  await context.route('**/*.woff2', (route) => route.fulfill({ path: blocks }));
  const page = await context.newPage();
  await page.clock.setFixedTime(now);

  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await picture(page, 'sign-in');
  await picture(page, 'sign-in', 'dark');

  await page.setViewportSize(desktop);
  await context.addCookies([await adasCookie(app, sessionId)]);
  await page.goto(`/rooms/${roomId('guidance')}`);
  await expect(page.getByRole('article').filter({ hasText: 'We will.' })).toBeVisible();
  await expectLive(page);
  await picture(page, 'room');
  await picture(page, 'room', 'dark');
  // No ground and no shadow is left there: lines say what is what.
  await page.emulateMedia({ forcedColors: 'active' });
  await picture(page, 'room-forced-colors', 'dark');
  await page.emulateMedia({ forcedColors: null });
  await page.setViewportSize(phone);
  await picture(page, 'room-phone');
  await page.setViewportSize(desktop);

  await page.goto('/browse');
  await expect(page.getByText('Active 9 days ago').or(page.getByText('Active last week'))).toBeVisible();
  await expectLive(page);
  await picture(page, 'browse');
  await page.goto('/people');
  await expectLive(page);
  await picture(page, 'people', 'dark');
  await page.goto('/settings/profile');
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled();
  await expectLive(page);
  await picture(page, 'profile');
  await context.close();
});

async function picture(page: Page, name: string, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const file = colorScheme === 'dark' ? `${name}-dark.png` : `${name}.png`;
  // Soft: one look shows all screens that a change touched.
  await expect.soft(page).toHaveScreenshot(file);
}

async function expectLive(page: Page): Promise<void> {
  await expect(page.getByRole('img', { name: 'Connected' }).first()).toBeVisible({ timeout: 15_000 });
}

async function adasCookie({ baseUrl, authSecret }: App, sessionId: string) {
  const cookie = await sessionCookie({ userId: ada, sessionId }, baseUrl, authSecret);
  return { ...cookie, url: baseUrl, httpOnly: true, sameSite: 'Lax' as const };
}
