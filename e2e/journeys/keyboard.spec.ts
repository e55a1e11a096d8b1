import { hash } from '@node-rs/argon2';
import { sql } from 'drizzle-orm';
import type { Locator, Page } from 'playwright/test';
import { db } from '@/db/client';
import { expectAccessible } from '../support/accessible';
import { expect, test } from '../support/fixtures';
import { composer, enter, expectLive, fill, post, roomLine, row } from './chat-screen';

const newLine = { name: 'New messages begin here' };

test('the written walk: from the sign-in to the sign-out without a mouse', async ({
  signedIn,
  stranger,
  room,
}) => {
  // Eight screens in one go.
  test.slow();
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const [tea, coffee] = await Promise.all([
    room({ members: [ada, grace], name: 'a quiet one' }),
    room({ members: [ada, grace], name: 'Café Zoë' }),
  ]);
  await fill(coffee, grace.person, ['The oldest unread', ...lines(80)]);
  await fill(tea, ada.person, ['Said before']);
  await db().execute(sql`
    update users set password_hash = ${await hash('correct horse battery', { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })}
     where id = ${ada.person.userId}`);
  const { page } = await stranger();
  const { keyboard } = page;

  await test.step('sign in', async () => {
    await page.goto(`/rooms/${tea.id}`);
    await tabTo(page, page.getByRole('textbox', { name: 'E-mail' }));
    await keyboard.type(ada.person.email);
    await tabTo(page, page.getByRole('textbox', { name: 'Password' }));
    await keyboard.type('correct horse battery');
    await keyboard.press('Enter');
    await expectLive(page);
    await expect(composer(page)).toBeFocused();
  });

  await test.step('find a room, read, go to the oldest unread and to the latest', async () => {
    await keyboard.press('Control+k');
    await expect(switcher(page)).toBeFocused();
    await keyboard.type('cafe z');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: coffee.name, level: 1 })).toBeVisible();
    await expect(composer(page)).toBeFocused();
    await expect(row(page, 'The oldest unread')).toBeInViewport();
    await keyboard.press('End');
    await expect(row(page, 'Line 80.')).toBeInViewport();
    await keyboard.press('Shift+PageUp');
    await expect(row(page, 'The oldest unread')).toBeInViewport();
    await keyboard.press('Escape');
    await expect(page.getByRole('separator', newLine)).toHaveCount(0);
  });

  await test.step('write, edit, delete', async () => {
    await keyboard.type('Tee');
    await keyboard.press('Shift+Enter');
    await keyboard.type('at four');
    await keyboard.press('Enter');
    await expect(row(page, 'at four')).toBeInViewport();
    // What is stored can be edited, and has an address.
    await expect(row(page, 'at four').getByRole('link')).toBeVisible();
    await keyboard.press('ArrowUp');
    await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type('Tea at four');
    await keyboard.press('Enter');
    await expect(row(page, 'Tea at four')).toContainText('(edited)');
    await expect(composer(page)).toBeFocused();

    await keyboard.press('Shift+F6');
    await expect(row(page, 'Tea at four')).toBeFocused();
    await tabTo(page, row(page, 'Tea at four').getByRole('button', { name: 'Delete' }));
    await keyboard.press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Delete this message?' });
    await expect(question).toBeVisible();
    await keyboard.press('Escape');
    await expect(row(page, 'Tea at four')).toBeFocused();
    await tabTo(page, row(page, 'Tea at four').getByRole('button', { name: 'Delete' }));
    await keyboard.press('Enter');
    await tabTo(page, question.getByRole('button', { name: 'Delete' }));
    await keyboard.press('Enter');
    await expect(page.getByText('Tea at four')).toHaveCount(0);
    await expect(composer(page)).toBeFocused();
  });

  await test.step('invite', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('invite');
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Invite people' });
    await tabTo(page, dialog.getByRole('button', { name: 'Make', exact: false }).first());
    await keyboard.press('Enter');
    await expect(dialog.getByRole('textbox', { name: /link/i }).first()).toHaveValue(/\/join\//);
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(composer(page)).toBeFocused();
  });

  await test.step('settings, and out', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('profile');
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/\/settings\/profile$/);
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
    await keyboard.press('End');
    await keyboard.type(' Lovelace');
    await keyboard.press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await tabTo(
      page,
      page.getByRole('button', { name: new RegExp(`${ada.person.name} Lovelace`) }),
      'Shift+Tab',
    );
    await keyboard.press('Enter');
    await keyboard.press('ArrowUp');
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test('one tab stop leads into the messages; keys go through them, also past what is drawn', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(tea, ada.person, lines(90));
  await enter(ada, tea);
  const { page } = ada;
  const { keyboard } = page;
  const at = (line: number) => row(page, `Line ${line}.`);
  await expect(composer(page)).toBeFocused();
  await keyboard.press('Shift+F6');
  await expect(at(90)).toBeFocused();
  await keyboard.press('k');
  await keyboard.press('ArrowUp');
  await expect(at(88)).toBeFocused();
  await keyboard.press('j');
  await expect(at(89)).toBeFocused();
  await keyboard.press('Home');
  await expect(at(1)).toBeFocused();
  await expect(at(1)).toBeInViewport();
  await keyboard.press('PageDown');
  await expect(at(1)).not.toBeFocused();
  for (const _ of 'up') await keyboard.press('PageUp');
  await expect(at(1)).toBeFocused();
  await keyboard.press('End');
  await expect(at(90)).toBeFocused();
  await keyboard.press('ArrowUp');
  await page.mouse.move(600, 300);
  // Rows that are not drawn yet stop a wheel, as those do that are not loaded.
  await expect(async () => {
    await page.mouse.wheel(0, -10_000);
    await expect(at(1)).toBeInViewport({ timeout: 50 });
  }).toPass({ intervals: [50] });
  await keyboard.press('ArrowUp');
  await expect(at(88)).toBeFocused();
  await expect(at(88)).toBeInViewport();

  await keyboard.press('u');
  await expect(page.getByRole('separator', newLine)).toBeVisible();
  await keyboard.press('e');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toHaveValue('Line 88.');
  await keyboard.press('Escape');
  await expect(composer(page)).toBeFocused();
  await keyboard.press('Shift+F6');
  await keyboard.press('Escape');
  await expect(composer(page)).toBeFocused();
});

test('regions, rooms and the details are a key away, and all can be marked as read', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const [first, second, third] = await Promise.all([
    room({ members: [ada, grace], name: 'a first' }),
    room({ members: [ada, grace], name: 'b second' }),
    room({ members: [ada, grace], name: 'c third' }),
  ]);
  await Promise.all([fill(second, grace.person, ['news']), fill(third, grace.person, ['news', 'more'])]);
  const { page } = ada;
  const { keyboard } = page;
  await page.goto('/browse');
  await expect(page.getByRole('img', { name: 'Connected' })).toBeVisible();
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the conversation' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await keyboard.press('F6');
  await expect(page.getByRole('link', { name: 'Browse rooms' })).toBeFocused();
  await keyboard.press('Home');
  await expect(roomLine(page, first)).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(roomLine(page, second)).toBeFocused();
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expectLive(page);
  await expect(composer(page)).toBeFocused();

  await keyboard.press('Control+.');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toBeFocused();
  await keyboard.press('F6');
  await expect(roomLine(page, first)).toBeFocused();
  await keyboard.press('Shift+F6');
  await expect(details).toBeFocused();
  await keyboard.press('Escape');
  await expect(details).toHaveCount(0);

  await keyboard.press('Alt+Shift+ArrowUp');
  await expect(page).toHaveURL(`/rooms/${third.id}`);
  await expectLive(page);
  await expect(roomLine(page, third)).not.toContainText('unread');
  await expect(roomLine(page, second)).toContainText('1 unread message');
  await expect(page.getByRole('separator', newLine)).toHaveCount(1);
  await keyboard.press('Shift+Escape');
  await expect(page.getByRole('separator', newLine)).toHaveCount(0);
  await expect(page.getByText('1 room is marked as read.')).toBeVisible();
  await expect(roomLine(page, second)).not.toContainText('unread');
  await keyboard.press('Alt+ArrowUp');
  await expect(page).toHaveURL(`/rooms/${second.id}`);
});

test('the switcher finds rooms, people and commands, and gives the focus back', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const key = grace.person.userId.slice(0, 8);
  const tea = await room({ members: [ada, grace], name: `tea ${key}` });
  const open = await room({ members: [grace], kind: 'public', name: `open tea ${key}` });
  await enter(ada, tea);
  const { page } = ada;
  const { keyboard } = page;
  const options = page.getByRole('option');
  await expect(composer(page)).toBeFocused();
  await keyboard.press('Control+k');
  await expect(switcher(page)).toBeFocused();
  await expectAccessible(page);
  await keyboard.type(`tea ${key}`);
  await expect(options).toHaveText([tea.name, `${open.name}Not joined`].map((text) => new RegExp(text)));
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Join this room' })).toBeVisible();

  await keyboard.press('Control+k');
  await keyboard.type(grace.person.name);
  await expect(options).toHaveText([new RegExp(`${grace.person.name}Person$`)]);
  await keyboard.press('Enter');
  await expectLive(page);
  await expect(page.getByRole('heading', { name: grace.person.name, level: 1 })).toBeVisible();

  await keyboard.press('Control+k');
  await keyboard.type('no such thing anywhere');
  await expect(page.getByText('Nothing is called “no such thing anywhere”.')).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('Control+/');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(composer(page)).toBeFocused();

  await page.setViewportSize({ width: 320, height: 568 });
  await page.getByRole('button', { name: 'Show rooms' }).click();
  await page.getByRole('button', { name: 'Jump to…' }).click();
  await expect(switcher(page)).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
  await keyboard.type('keyb');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await expectAccessible(page);
});

test('what formats text is undone like typing, and help opens outside of fields only', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await post(ada, tea, 'Said before');
  await enter(ada, tea);
  const { page } = ada;
  const { keyboard } = page;
  const field = composer(page);
  await expect(field).toBeFocused();
  await keyboard.type('see docs');
  for (const _ of 'docs') await keyboard.press('Shift+ArrowLeft');
  await keyboard.press('Control+b');
  await expect(field).toHaveValue('see **docs**');
  await keyboard.press('Control+i');
  await keyboard.press('Control+e');
  await expect(field).toHaveValue('see **_`docs`_**');
  for (const _ of 'bie') await keyboard.press('Control+z');
  await expect(field).toHaveValue('see docs');
  await keyboard.press('Control+Shift+l');
  await keyboard.type('https://a.example');
  await expect(field).toHaveValue('see [docs](https://a.example)');
  await keyboard.press('Control+a');
  await keyboard.type('https://b.example');
  await keyboard.press('Control+a');
  await keyboard.press('Control+x');
  await keyboard.type('words');
  await keyboard.press('Control+a');
  await keyboard.press('Control+v');
  await expect(field).toHaveValue('[words](https://b.example)');
  await keyboard.type('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await keyboard.press('Shift+F6');
  await keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help.getByRole('term')).not.toHaveCount(0);
  await keyboard.press('Escape');
  await expect(row(page, 'Said before')).toBeFocused();
});

function lines(count: number): string[] {
  return Array.from({ length: count }, (_, turn) => `Line ${turn + 1}.`);
}

function switcher(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Room, person or command' });
}

/** Goes on with Tab until it is there. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  const step = async () => {
    await page.keyboard.press(key);
    return target.evaluate((element) => element === document.activeElement);
  };
  await expect.poll(step, { intervals: [0] }).toBe(true);
}
