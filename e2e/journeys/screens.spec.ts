import type { Page } from 'playwright/test';
import { expectAccessible } from '../support/accessible';
import { expect, type Someone, test } from '../support/fixtures';
import { composer, enter, fill, post, row } from './chat-screen';

const themes = ['light', 'dark'] as const;
const conversation = [
  'Good morning. **Tea** at four, _as always_? See https://example.test/tea',
  'Of course.\n\n- milk\n- sugar\n\n> As always.',
  '```ts\nconst kettle = "on"; // since 1843\n```',
  'שלום, and `inline code`, and a | table |',
  '| cup | of |\n|---|---|\n| one | tea |',
  '🫖',
];

for (const colorScheme of themes) {
  test(`the screens of somebody signed in are accessible, ${colorScheme}`, async ({
    signedIn,
    room,
    problems,
  }) => {
    test.slow();
    // The page for nothing is answered with that status.
    problems.expect(/status of 404/);
    const ada = await signedIn('ada', { role: 'admin' });
    const grace = await signedIn('grace');
    const tea = await room({ members: [ada, grace], topic: 'Everything about tea' });
    const open = await room({ members: [grace], kind: 'public', topic: 'For all' });
    const news = await room({ members: [ada, grace], name: 'with news' });
    await fill(tea, grace.person, conversation);
    await post(ada, tea, 'Said and edited');
    await fill(news, grace.person, ['unread']);
    await ada.page.emulateMedia({ colorScheme });

    await enter(ada, tea);
    await expect(row(ada.page, 'Said and edited')).toBeVisible();
    await row(ada.page, 'Said and edited').hover();
    await expectAccessible(ada.page);
    await ada.page.getByRole('button', { name: 'Show details' }).click();
    await expect(ada.page.getByRole('complementary', { name: 'Details' }).getByText('(you)')).toBeVisible();
    await expectAccessible(ada.page);

    const pages: [path: string, heading: string][] = [
      ['/browse', 'Browse rooms'],
      ['/people', 'People'],
      ['/settings/profile', 'Settings'],
      ['/settings/sessions', 'Settings'],
      ['/settings/workspace', 'Settings'],
      [`/rooms/${open.id}`, open.name],
      ['/rooms/00000000-0000-7000-8000-000000000000', 'You no longer have access'],
      ['/no/such/page', 'Nothing here'],
    ];
    for (const [path, heading] of pages) {
      await ada.page.goto(path);
      await expect(ada.page.getByRole('heading', { name: heading }).first()).toBeVisible();
      await expectAccessible(ada.page);
    }
  });

  test(`the dialogs and the editor are accessible, ${colorScheme}`, async ({ signedIn, room }) => {
    test.slow();
    const ada = await signedIn('ada', { role: 'admin' });
    const tea = await room({ members: [ada] });
    await post(ada, tea, 'To be edited');
    await ada.page.emulateMedia({ colorScheme });
    await enter(ada, tea);
    await composer(ada.page).press('ArrowUp');
    await expect(ada.page.getByRole('textbox', { name: 'Edit message' })).toBeVisible();
    await expectAccessible(ada.page);
    await ada.page.keyboard.press('Escape');

    await inDialog(ada, 'Jump to', () => ada.page.keyboard.press('Control+k'));
    await inDialog(ada, 'Keyboard', () => ada.page.keyboard.press('Control+/'));
    await inDialog(ada, 'Create a room', () => button(ada.page, 'Create a room').click());
    await inDialog(ada, 'New direct message', () => button(ada.page, 'New direct message').click());
    await inDialog(ada, 'Invite people', async () => {
      await button(ada.page, /^Tests/).click();
      await ada.page.getByRole('menuitem', { name: 'Invite people' }).click();
    });
  });

  test(`the screens before the door are accessible, ${colorScheme}`, async ({ signedIn, stranger }) => {
    const ada = await signedIn('ada');
    const { page } = await stranger();
    const { invite } = await (await ada.request.post('/api/invites', { data: {} })).json();
    await page.emulateMedia({ colorScheme });
    const pages: [path: string, heading: string][] = [
      ['/sign-in', 'Sign in to Tests'],
      [`/join/${invite.token}`, 'Join Tests'],
      ['/join/an-invite-that-never-was', 'This invite no longer works'],
      ['/reset/a-link-that-never-was', 'This link no longer works'],
    ];
    for (const [path, heading] of pages) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

async function inDialog({ page }: Someone, name: string, open: () => Promise<void>): Promise<void> {
  await open();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

function button(page: Page, name: string | RegExp) {
  return page.getByRole('button', { name }).first();
}
