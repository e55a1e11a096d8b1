import type { Page } from 'playwright/test';
import { expect, type Someone, test } from '../support/fixtures';
import { composer, enter, post, row } from './chat-screen';

test('a new name stands beside everything one wrote at once, for those who look at it', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await post(ada, tea, 'Who am I?');
  await enter(grace, tea);
  await expect(row(grace.page, 'Who am I?')).toContainText(ada.person.name);
  await ada.page.goto('/settings/profile');
  const name = `Countess ${ada.person.name}`;
  await ada.page.getByRole('textbox', { name: 'Name' }).fill(name);
  await ada.page.getByRole('radio', { name: 'Plum' }).click();
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(ada.page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(row(grace.page, 'Who am I?')).toContainText(name);
  await ada.page.reload();
  await expect(ada.page.getByRole('radio', { name: 'Plum' })).toBeChecked();
});

test('a changed password ends the other devices, and only the new one lets in', async ({
  signedIn,
  stranger,
  problems,
}) => {
  problems.expect(/status of 401/);
  const host = await signedIn('ada');
  const laptop = await stranger();
  const phone = await stranger();
  const email = `${host.person.userId}@grace.test`;
  await join(laptop.page, host, { email, password: 'a moth in a relay' });
  await phone.page.goto('/settings/profile');
  await signIn(phone.page, { email, password: 'a moth in a relay' });
  await expect(phone.page).toHaveURL(/\/settings\/profile$/);
  await expect(phone.page.getByRole('heading', { name: 'Password', exact: true })).toBeVisible();

  await laptop.page.goto('/settings/profile');
  await laptop.page.getByRole('textbox', { name: 'Current password' }).fill('a moth in a relay');
  await laptop.page.getByRole('textbox', { name: 'New password' }).fill('another moth entirely');
  await laptop.page.getByRole('button', { name: 'Change the password' }).click();
  await expect(laptop.page.getByText('Your password is changed')).toBeVisible();

  const wall = phone.page.getByRole('alertdialog', { name: 'Your session is over' });
  await expect(wall).toBeVisible();
  await wall.getByRole('button', { name: 'Sign in again' }).click();
  await signIn(phone.page, { email, password: 'a moth in a relay' });
  await expect(phone.page.getByText('E-mail and password do not belong together.')).toBeVisible();
  await signIn(phone.page, { email, password: 'another moth entirely' });
  await expect(phone.page).toHaveURL(/\/settings\/profile$/);
  await laptop.page.reload();
  await expect(laptop.page.getByRole('heading', { name: 'Password', exact: true })).toBeVisible();
});

test('a wrong current password is said at its field', async ({ signedIn, stranger, problems }) => {
  problems.expect(/status of 403/);
  const host = await signedIn('ada');
  const { page } = await stranger();
  const email = `${host.person.userId}@grace.test`;
  await join(page, host, { email, password: 'a moth in a relay' });
  await page.goto('/settings/profile');
  await page.getByRole('textbox', { name: 'Current password' }).fill('not my password');
  await page.getByRole('textbox', { name: 'New password' }).fill('another moth entirely');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('textbox', { name: 'Current password' })).toHaveAccessibleDescription(
    'This is not your password.',
  );
});

test('the list of devices shows each, and ends one elsewhere', async ({
  signedIn,
  secondBrowser,
  room,
  problems,
}) => {
  problems.expect(/status of 401/);
  const laptop = await signedIn('ada');
  const phone = await secondBrowser(laptop);
  const tea = await room({ members: [laptop] });
  await enter(phone, tea);
  await laptop.page.goto('/settings/sessions');
  await expect(laptop.page.getByRole('main').getByRole('listitem')).toHaveCount(2);
  await expect(laptop.page.getByText('This device', { exact: true })).toBeVisible();

  await laptop.page.getByRole('button', { name: /^Sign out (?!all)/ }).click();
  await laptop.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(laptop.page.getByText('You are signed in on this device only.')).toBeVisible();
  await expect(phone.page.getByRole('alertdialog', { name: 'Your session is over' })).toBeVisible();
  await laptop.page.reload();
  await expect(laptop.page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

test('an admin changes a role, deactivates somebody and lets them back in', async ({
  signedIn,
  problems,
}) => {
  problems.expect(/status of 401/);
  const ada = await signedIn('ada', { role: 'admin' });
  const grace = await signedIn('grace');
  await grace.page.goto('/browse');
  await expect(grace.page.getByRole('img', { name: 'Connected' })).toBeVisible();
  await ada.page.goto('/people');
  await ada.page.getByRole('searchbox', { name: 'Find people by name' }).fill(grace.person.name);
  const person = ada.page.getByRole('main').getByRole('listitem').filter({ hasText: grace.person.name });
  const menu = person.getByRole('button', { name: `More about ${grace.person.name}` });
  await menu.click();
  await ada.page.getByRole('menuitemradio', { name: 'Guest' }).click();
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Change the role' }).click();
  await expect(person.getByText('Guest')).toBeVisible();
  await expect(grace.page.getByRole('alertdialog', { name: 'Your session is over' })).toBeVisible();

  await menu.click();
  await ada.page.getByRole('menuitem', { name: 'Deactivate…' }).click();
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(person.getByText('Deactivated')).toBeVisible();
  await menu.click();
  await ada.page.getByRole('menuitem', { name: 'Let back in' }).click();
  await expect(person.getByText('Deactivated')).toHaveCount(0);
});

test('the theme that was chosen stays', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const background = () => ada.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await ada.page.getByRole('button', { name: /^Tests/ }).click();
  await ada.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await ada.page.reload();
  await expect(composer(ada.page)).toBeVisible();
  expect(await background()).toBe(dark);
});

async function join(page: Page, host: Someone, account: { email: string; password: string }): Promise<void> {
  const { invite } = await (await host.request.post('/api/invites', { data: {} })).json();
  await page.goto(`/join/${invite.token}`);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Grace Hopper');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).not.toHaveURL(/\/join\//);
}

async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
