import { expect, test } from '../support/fixtures';
import { expectLive, row, say } from './chat-screen';

test('from the printed address to a conversation of two', async ({ emptyApp, browser, problems }) => {
  test.slow();
  const app = await emptyApp();
  const permissions = ['clipboard-read', 'clipboard-write'];
  const owner = await browser.newContext({ baseURL: app.baseUrl, permissions });
  problems.watch(owner);
  const ada = await owner.newPage();
  await ada.goto('/');
  await expect(ada, 'an empty place leads to its setting up').toHaveURL(/\/setup$/);

  // Opened anew, as the printed address is: in a page that is being taken over, Next puts back the address it began with.
  await ada.goto('about:blank');
  await ada.goto(`/setup#code=${app.setupCode}`);
  // The code is read by the browser alone, and this app has only just started.
  const code = ada.getByRole('textbox', { name: 'Setup code' });
  await expect(code).toHaveValue(app.setupCode, { timeout: 15_000 });
  await ada.getByRole('textbox', { name: 'Name of the workspace' }).fill('The Analytical Engine');
  await ada.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
  await ada.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.test');
  await ada.getByRole('textbox', { name: 'Password' }).fill('bernoulli numbers');
  await ada.getByRole('button', { name: 'Create the workspace' }).click();

  await expect(ada.getByRole('heading', { name: 'Your workspace is ready' })).toBeVisible();
  await ada.getByRole('button', { name: 'Make a link' }).click();
  await ada.getByRole('button', { name: 'Copy' }).click();
  await expect(ada.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await ada.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`^${app.baseUrl}/join/`));
  await ada.getByRole('button', { name: 'Go to the first room' }).click();
  await expectLive(ada);
  await say(ada, 'Anybody there?');

  const guest = await browser.newContext({ baseURL: app.baseUrl });
  problems.watch(guest);
  const grace = await guest.newPage();
  await grace.goto(link);
  await expect(grace.getByRole('heading', { name: 'Join The Analytical Engine' })).toBeVisible();
  await expect(grace.getByText('Ada Lovelace invites you.')).toBeVisible();
  await grace.getByRole('textbox', { name: 'Your name' }).fill('Grace Hopper');
  await grace.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.test');
  await grace.getByRole('textbox', { name: 'Password' }).fill('a moth in a relay');
  await grace.getByRole('button', { name: 'Join' }).click();

  await expectLive(grace);
  await expect(row(grace, 'Anybody there?')).toContainText('Ada Lovelace');
  await say(grace, 'Here.');
  await expect(row(ada, 'Here.')).toContainText('Grace Hopper');

  await grace.goto('/setup');
  await expect(grace, 'a workspace is founded once').not.toHaveURL(/\/setup/);
  await owner.close();
  await guest.close();
});

test('an invite that is over says whom to ask', async ({ signedIn, stranger }) => {
  const ada = await signedIn('ada');
  const { page } = await stranger();
  const { invite } = await (await ada.request.post('/api/invites', { data: { uses: 1 } })).json();
  await page.goto(`/join/${invite.token}`);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Grace Hopper');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${ada.person.userId}@grace.test`);
  await page.getByRole('textbox', { name: 'Password' }).fill('a moth in a relay');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).not.toHaveURL(/\/join\//);

  const late = await stranger();
  await late.page.goto(`/join/${invite.token}`);
  await expect(late.page.getByRole('heading', { name: 'This invite no longer works' })).toBeVisible();
  await expect(late.page.getByText(`Ask ${ada.person.name} for a new one.`)).toBeVisible();
});
