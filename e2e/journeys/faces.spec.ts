import type { Locator, Page } from 'playwright/test';
import { png, text } from '@/lib/attachments/testing/files';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { enter, post, row } from './chat-screen';

const photograph = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(png(900, 600)) };

/** Decoration: the name stands beside it, so it has none of its own. */
const faceIn = (place: Locator) => place.locator('img[src^="/api/avatars/"]');
const widthOf = (face: Locator) => face.evaluate((image: HTMLImageElement) => image.naturalWidth);

/** What is chosen before the browser has taken over is chosen for nobody. */
async function openProfile(page: Page): Promise<void> {
  await page.goto('/settings/profile');
  await expect(page.getByRole('img', { name: 'Connected' })).toBeVisible({ timeout: 15_000 });
}

test('a picture stands beside everything one wrote at once, until it is taken off', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await post(ada, tea, 'Who am I?');
  await enter(grace, tea);
  const seen = faceIn(row(grace.page, 'Who am I?'));
  await expect(row(grace.page, 'Who am I?')).toBeVisible();
  await expect(seen).toHaveCount(0);

  await openProfile(ada.page);
  await ada.page.getByLabel('Choose a picture').setInputFiles(photograph);
  await expect(ada.page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(seen).toBeVisible();
  await expect.poll(() => widthOf(seen)).toBe(512);
  await expect(ada.page.getByRole('radio', { name: 'Plum' })).toHaveCount(0);
  await expectAccessible(ada.page);

  // Saving the rest of the form leaves the picture where it is.
  await ada.page.getByRole('textbox', { name: 'Name' }).fill(`Countess ${ada.person.name}`);
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(row(grace.page, 'Who am I?')).toContainText('Countess');
  await expect(seen).toBeVisible();
  await grace.page.reload();
  await expect.poll(() => widthOf(seen)).toBe(512);

  await ada.page.getByRole('button', { name: 'Remove the picture' }).click();
  await expect(ada.page.getByRole('radio', { name: 'Plum' })).toBeVisible();
  await expect(seen).toHaveCount(0);
});

test('what is no picture is said to be none, and another one can be chosen', async ({ signedIn }) => {
  const { page } = await signedIn('ada');
  await openProfile(page);
  const choose = page.getByLabel('Choose a picture');
  const buffer = Buffer.from(text('Dear diary'));
  await choose.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
  await expect(page.getByText('This is no picture that can be shown here.')).toBeVisible();
  await choose.setInputFiles(photograph);
  await expect(page.getByRole('button', { name: 'Choose another picture' })).toBeVisible();
  await expect(page.getByText('This is no picture that can be shown here.')).toHaveCount(0);
});

test('of a picture that cannot be had the initials are left', async ({ signedIn, room, problems }) => {
  problems.expect(/status of 500/);
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await post(ada, tea, 'Who am I?');
  await grace.page.route('**/api/avatars/**', (route) => route.fulfill({ status: 500 }));
  await enter(grace, tea);
  await openProfile(ada.page);
  const asked = grace.page.waitForResponse('**/api/avatars/**');
  await ada.page.getByLabel('Choose a picture').setInputFiles(photograph);
  await asked;
  await expect(faceIn(row(grace.page, 'Who am I?'))).toHaveCount(0);
  await expect(row(grace.page, 'Who am I?').getByText(/^A[0-9A-F]$/)).toBeVisible();
});
