import type { Page } from 'playwright/test';
import { expect, test } from '../support/fixtures';
import { composer, expectLive, post, roomLine, row, say } from './chat-screen';

test('somebody in no room makes one, names it, and writes in it', async ({ signedIn }) => {
  const ada = await signedIn('ada');
  const name = `tea of ${ada.person.name}`;
  await ada.page.goto('/');
  await expect(ada.page.getByRole('heading', { name: 'No room yet' })).toBeVisible();
  await ada.page.getByRole('main').getByRole('button', { name: 'Create a room' }).click();
  await fillRoom(ada.page, name, 'Everything about tea');

  await expectLive(ada.page);
  await expect(ada.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(ada.page.getByRole('heading', { name: `This is the beginning of #${name}` })).toBeVisible();
  await say(ada.page, 'The first word');
  await expect(row(ada.page, 'The first word')).toBeVisible();
  await expect(roomLine(ada.page, { name })).toHaveAttribute('aria-current', 'page');
});

test('a name that is taken is said so at its field, and nothing typed is lost', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/status of 409/);
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const taken = await room({ members: [grace], kind: 'public', name: `taken by ${grace.person.name}` });
  await ada.page.goto('/browse');
  await ada.page.getByRole('main').getByRole('button', { name: 'Create a room' }).click();
  await fillRoom(ada.page, taken.name.toUpperCase(), 'Everything about tea');

  const dialog = ada.page.getByRole('dialog', { name: 'Create a room' });
  const field = dialog.getByRole('textbox', { name: 'Name' });
  await expect(field).toHaveAccessibleDescription('There is a public room with this name already.');
  await expect(field).toBeFocused();
  await expect(dialog.getByRole('textbox', { name: 'Topic' })).toHaveValue('Everything about tea');
  await field.fill(`free for ${ada.person.name}`);
  await dialog.getByRole('button', { name: 'Create room' }).click();
  await expectLive(ada.page);
  await expect(
    ada.page.getByRole('heading', { name: `free for ${ada.person.name}`, level: 1 }),
  ).toBeVisible();
});

test('a public room is found, joined with one click, and read from its beginning', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const name = `open to ${ada.person.name}`;
  const tea = await room({ members: [grace], kind: 'public', name, topic: 'Who brings what' });
  const secret = await room({ members: [grace], name: `closed to ${ada.person.name}` });
  await post(grace, tea, 'Said before ada came');
  await ada.page.goto('/browse');
  const search = ada.page.getByRole('searchbox', { name: 'Search rooms' });
  await search.fill(ada.person.name);
  const card = ada.page.getByRole('article').filter({ hasText: name });
  await expect(card).toContainText('Who brings what');
  await expect(card).toContainText('1 member');
  await expect(ada.page.getByText(secret.name)).toHaveCount(0);
  await card.getByRole('button', { name: 'Join' }).click();

  await expectLive(ada.page);
  await expect(row(ada.page, 'Said before ada came')).toBeVisible();
  await expect(roomLine(ada.page, tea)).not.toContainText('unread');
  await post(grace, tea, 'Welcome');
  await expect(row(ada.page, 'Welcome')).toBeVisible();
});

test('the door of a public room lets in whoever has its address', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [grace], kind: 'public' });
  await ada.page.goto(`/rooms/${tea.id}`);
  await expect(ada.page.getByText('1 person is here. Join to read and write.')).toBeVisible();
  await ada.page.getByRole('button', { name: 'Join this room' }).click();
  await expectLive(ada.page);
  await say(ada.page, 'Through the door');
  await expect(row(ada.page, 'Through the door')).toBeVisible();
});

test('a room’s name and topic change for everybody who is there', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([ada, grace].map(({ page }) => page.goto(`/rooms/${tea.id}`)));
  await Promise.all([ada, grace].map(({ page }) => expectLive(page)));

  await ada.page.getByRole('button', { name: 'Room menu' }).click();
  await ada.page.getByRole('menuitem', { name: 'Rename' }).click();
  const rename = ada.page.getByRole('dialog', { name: `Rename ${tea.name}` });
  await rename.getByRole('textbox', { name: 'Name' }).fill(`coffee of ${ada.person.name}`);
  await rename.getByRole('button', { name: 'Save' }).click();
  await grace.page.getByRole('button', { name: 'Add a topic' }).click();
  const topic = grace.page.getByRole('dialog');
  await topic.getByRole('textbox', { name: 'Topic' }).fill('Beans and mills');
  await topic.getByRole('button', { name: 'Save' }).click();
  for (const { page } of [ada, grace]) {
    await expect(page.getByRole('heading', { name: `coffee of ${ada.person.name}`, level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit the topic: Beans and mills' })).toBeVisible();
  }
});

test('people are added and removed in the member list, and leave by themselves', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada] });
  await ada.page.goto(`/rooms/${tea.id}`);
  await expectLive(ada.page);
  await grace.page.goto('/');
  await ada.page.getByRole('button', { name: 'Show details' }).click();
  const members = ada.page.getByRole('complementary', { name: 'Details' });
  await members.getByRole('button', { name: 'Add people' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Add people' });
  await dialog.getByRole('searchbox').fill(grace.person.name);
  await dialog.getByRole('button', { name: grace.person.name }).click();
  await expect(dialog.getByText('Is here already')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(members.getByText(grace.person.name)).toBeVisible();

  await roomLine(grace.page, tea).click();
  await expect(composer(grace.page)).toBeVisible();
  await grace.page.getByRole('button', { name: 'Room menu' }).click();
  await grace.page.getByRole('menuitem', { name: 'Leave' }).click();
  await grace.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(roomLine(grace.page, tea)).toHaveCount(0);
  await expect(members.getByText(grace.person.name)).toHaveCount(0);
});

test('a direct message finds the other person, and is the same conversation for both', async ({
  signedIn,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  await grace.page.goto('/');
  await ada.page.goto('/');
  await ada.page.getByRole('button', { name: 'New direct message' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'New direct message' });
  await dialog.getByRole('searchbox').fill(grace.person.name);
  await dialog.getByRole('button', { name: grace.person.name }).click();
  await dialog.getByRole('button', { name: 'Start conversation' }).click();
  await expectLive(ada.page);
  await say(ada.page, 'Just between us');

  await roomLine(grace.page, { name: ada.person.name }).click();
  await expectLive(grace.page);
  await expect(row(grace.page, 'Just between us')).toBeVisible();
  await say(grace.page, 'I hear you');
  await expect(row(ada.page, 'I hear you')).toBeVisible();
});

test('a room is muted for a while, dim in the sidebar, and unmuted', async ({
  signedIn,
  secondBrowser,
  room,
}) => {
  const ada = await signedIn('ada');
  const phone = await secondBrowser(ada);
  const tea = await room({ members: [ada] });
  await Promise.all([ada, phone].map(({ page }) => page.goto(`/rooms/${tea.id}`)));
  await Promise.all([ada, phone].map(({ page }) => expectLive(page)));
  const menu = ada.page.getByRole('button', { name: 'Room menu' });
  await menu.click();
  await ada.page.getByRole('menuitem', { name: 'Mute' }).click();
  const before = Date.now();
  await ada.page.getByRole('menuitem', { name: 'For 8 hours' }).click();
  for (const { page } of [ada, phone])
    await expect(roomLine(page, tea).getByRole('img', { name: 'muted' })).toBeVisible();
  const { rooms } = await (await ada.request.get('/api/rooms')).json();
  const until = Date.parse(rooms[0].mutedUntil) - 8 * 3_600_000;
  expect(until).toBeGreaterThanOrEqual(before);
  expect(until).toBeLessThanOrEqual(Date.now());

  await menu.click();
  await ada.page.getByRole('menuitem', { name: 'Unmute' }).click();
  for (const { page } of [ada, phone])
    await expect(roomLine(page, tea).getByRole('img', { name: 'muted' })).toHaveCount(0);
});

test('a direct conversation can be muted too, and has no other menu', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const talk = await room({ members: [ada, grace], kind: 'direct' });
  await ada.page.goto(`/rooms/${talk.id}`);
  await expectLive(ada.page);
  await ada.page.getByRole('button', { name: 'Room menu' }).click();
  await expect(ada.page.getByRole('menuitem')).toHaveText(['Mute']);
  await ada.page.getByRole('menuitem', { name: 'Mute' }).click();
  await ada.page.getByRole('menuitem', { name: 'Until I unmute it' }).click();
  const line = roomLine(ada.page, { name: grace.person.name });
  await expect(line.getByRole('img', { name: 'muted' })).toBeVisible();
  await ada.page.getByRole('button', { name: 'Room menu' }).click();
  await expect(ada.page.getByRole('menuitem', { name: 'Unmute' })).toContainText('Muted until you unmute it');
});

async function fillRoom(page: Page, name: string, topic: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Create a room' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Topic' }).fill(topic);
  await dialog.getByRole('button', { name: 'Create room' }).click();
}
