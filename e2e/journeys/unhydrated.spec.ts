import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { expect, test } from '../support/fixtures';
import { post, roomLine, row } from './chat-screen';

test('before our code is here nobody’s password can end up in the address', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto('/sign-in');
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('correct horse battery');
  await password.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled();
  await expect(page.locator('form')).toHaveAttribute('method', 'post');
  expect(page.url()).not.toContain('correct');
  await context.close();
});

test('a room’s document has its messages in their place, with no script to put them there', async ({
  browser,
  baseURL,
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await post(ada, tea, 'Said before any script');
  const storageState = await ada.page.context().storageState();
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState,
    ...(baseURL && { baseURL }),
  });
  const page = await context.newPage();
  await page.goto(`/rooms/${tea.id}`);
  await expect(page.getByText('Said before any script')).toBeVisible();
  await context.close();
});

test('within the app a room is seen to be on its way', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await post(ada, tea, 'Read by and by');
  await ada.page.goto('/browse');
  await expect(roomLine(ada.page, tea)).toBeVisible();
  await db().transaction(async (held) => {
    // Nobody can read a message meanwhile.
    await held.execute(sql`lock table messages in access exclusive mode`);
    await roomLine(ada.page, tea).click();
    await expect(ada.page.getByText('Loading the conversation…')).toBeAttached();
  });
  await expect(row(ada.page, 'Read by and by')).toBeVisible();
});
