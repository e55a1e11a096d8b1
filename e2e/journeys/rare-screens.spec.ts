import { Client } from 'pg';
import type { Page } from 'playwright/test';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { enter, expectLive } from './chat-screen';

const themes = ['light', 'dark'] as const;

test('what only a new workspace shows is accessible: setting up, open sign-up, a page that fails', async ({
  emptyApp,
  browser,
  problems,
}) => {
  test.slow();
  // React's word for a component that failed on the server: the page that fails on purpose.
  problems.expect(/status of 500|React error #441/);
  const app = await emptyApp();
  const context = await browser.newContext({ baseURL: app.baseUrl });
  problems.watch(context);
  const page = await context.newPage();
  await page.goto(`/setup#code=${app.setupCode}`);
  await expect(page.getByRole('textbox', { name: 'Setup code' })).toHaveValue(app.setupCode, {
    timeout: 15_000,
  });
  await inBothThemes(page);
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('The Analytical Engine');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.test');
  await page.getByRole('textbox', { name: 'Password' }).fill('bernoulli numbers');
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Your workspace is ready' })).toBeVisible();
  await inBothThemes(page);

  // Nobody loads the page anew: what was saved stands in the sidebar and in the tab.
  await page.goto('/settings/workspace');
  await page.getByRole('switch', { name: 'Open sign-up' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('The Difference Engine');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: /^The Difference Engine/ })).toBeVisible();
  await expect(page).toHaveTitle('Workspace · The Difference Engine');

  const database = new Client({ connectionString: app.databaseUrl });
  await database.connect();
  await database.query('alter table sessions rename column user_agent to user_agent_gone');
  await page.goto('/settings/sessions');
  // Drawn by the browser, once this app, which has only just started, has given it all its code.
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 15_000 });
  await inBothThemes(page);
  await database.query('alter table sessions rename column user_agent_gone to user_agent');
  await database.end();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('This device', { exact: true })).toBeVisible();

  await context.clearCookies();
  await page.goto('/sign-up');
  await expect(page.getByRole('heading', { name: 'Join The Difference Engine' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Join' })).toBeEnabled();
  await inBothThemes(page);
  await context.close();
});

test('a link for a new password is accessible', async ({ signedIn, stranger }) => {
  const ada = await signedIn('ada', { role: 'admin' });
  const grace = await signedIn('grace');
  const made = await ada.request.post(`/api/people/${grace.person.userId}/password-reset`);
  const { passwordReset } = await made.json();
  const { page } = await stranger();
  await page.goto(new URL(passwordReset.url).pathname);
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save and sign in' })).toBeEnabled();
  await inBothThemes(page);
});

test('the screen of somebody in no room is accessible', async ({ signedIn }) => {
  const { page } = await signedIn('ada');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'No room yet' })).toBeVisible();
  await inBothThemes(page);
});

test('open menus and an archived room are accessible', async ({ signedIn, room }) => {
  const { page, person, request } = await signedIn('ada');
  const tea = await room({ members: [person] });
  await enter({ page }, tea);
  await page.getByRole('button', { name: /^Tests/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await inBothThemes(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);

  await page.getByRole('button', { name: 'Room menu' }).click();
  await page.getByRole('menuitem', { name: 'Mute' }).click();
  await expect(page.getByRole('menuitem', { name: 'For 1 hour' })).toBeVisible();
  await inBothThemes(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);

  expect((await request.patch(`/api/rooms/${tea.id}`, { data: { archived: true } })).ok()).toBe(true);
  await expect(page.getByText('This room is archived.')).toBeVisible();
  await inBothThemes(page);
});

test('what says that the connection is lost, or the session over, is accessible', async ({
  signedIn,
  secondBrowser,
  room,
  problems,
}) => {
  test.slow();
  problems.expect(/status of 401|ERR_INTERNET_DISCONNECTED/);
  const ada = await signedIn('ada');
  const phone = await secondBrowser(ada);
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  // Told that the network is gone the page tries at once; what it opens before it is gone may live on: then once more.
  await expect(async () => {
    await ada.context.setOffline(false);
    await ada.context.setOffline(true);
    await expect(ada.page.getByText('No connection. What you write is kept and sent later.')).toBeVisible({
      // It waits for five seconds by itself, counted from when the loss is noticed.
      timeout: 15_000,
    });
  }).toPass({ timeout: 40_000 });
  await inBothThemes(ada.page);
  await ada.context.setOffline(false);
  await expectLive(ada.page);

  expect((await phone.request.delete(`/api/sessions/${ada.person.sessionId}`)).status()).toBe(204);
  await expect(ada.page.getByRole('alertdialog', { name: 'Your session is over' })).toBeVisible();
  await inBothThemes(ada.page);
});

async function inBothThemes(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
    await expectAccessible(page);
  }
}
