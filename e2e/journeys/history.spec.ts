import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright/test';
import { expect, test } from '../support/fixtures';
import { enter, expectLive, post, row, rows, say, stored } from './chat-screen';
import { fillYears, lineOf, messageAt, middleLine, readOn } from './long-room';

const COUNT = 5_000;
const bar = (page: Page) => page.getByText('You are reading older messages');
const rail = (page: Page) => page.getByRole('slider', { name: /^Place in/ });

test('years are read up and down, and no line moves by itself', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fillYears(tea, [ada.person, grace.person], { count: COUNT });
  const { id } = await messageAt(tea, 2_500);
  await ada.page.goto(`/rooms/${tea.id}/${id}`);
  await expectLive(ada.page);
  await expect(row(ada.page, 'Line 2500.')).toBeInViewport();

  await readOn(ada.page, { turns: 13, by: -800 });
  await readOn(ada.page, { turns: 15, by: 800 });
  // Some 300 rows are held at most, wherever one has been.
  const height = await ada.page.getByRole('log').evaluate((log) => log.scrollHeight);
  expect(height).toBeLessThan(300 * 90);
  expect(await rows(ada.page).count()).toBeLessThanOrEqual(250);
});

test('a page that does not come is asked for again, by and by, and then it comes by itself', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/ERR_FAILED/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fillYears(tea, [ada.person, ada.person], { count: 300 });
  let asked = 0;
  let isCut = true;
  await ada.page.route(/\/messages\?before=/, async (route) => {
    asked += 1;
    await (isCut ? route.abort() : route.continue());
  });
  await enter(ada, tea);
  await expect(row(ada.page, 'Line 300.')).toBeInViewport();
  await ada.page.getByRole('log').hover();
  await expect(async () => {
    await ada.page.mouse.wheel(0, -2_000);
    expect(asked).toBeGreaterThan(0);
  }).toPass();
  // As long as it takes to see that nobody asks in every frame: in that time the next tries are due within 1, 2 and 4 s.
  const since = asked;
  await ada.page.waitForTimeout(1_500);
  expect(asked - since).toBeLessThanOrEqual(10);
  isCut = false;
  const held = await rows(ada.page).count();
  await expect.poll(() => rows(ada.page).count(), { timeout: 30_000 }).toBeGreaterThan(held);
});

test('rail, day line and address reach any place, and back comes back to it', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fillYears(tea, [ada.person, grace.person], { count: COUNT });
  const { page } = ada;
  await enter(ada, tea);
  await expect(row(page, 'Line 5000.')).toBeInViewport();

  const track = (await rail(page).locator('..').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(track.x + track.width / 2, track.y + track.height / 2);
  await expect(bar(page)).toBeVisible();
  await expect(rail(page)).toHaveAttribute('aria-valuetext', /^Message 2,[45]\d\d of 5,000, \w+ \d+, \d{4}$/);
  await rail(page).press('Home');
  await expect(row(page, 'Line 1.')).toBeInViewport();
  await expect(page.getByRole('heading', { name: /^This is the beginning of/ })).toBeVisible();

  const there = await messageAt(tea, 1_234);
  await page
    .getByRole('button', { name: /go to another day$/ })
    .first()
    .click();
  const card = page.getByRole('dialog', { name: 'Go to a day' });
  await card.getByLabel('Date').fill(there.day);
  await card.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/rooms/${tea.id}\\?on=${there.day}$`));
  await expect(row(page, 'Line 1234.')).toBeInViewport();

  await readOn(page, { turns: 1, by: 333 });
  const { id } = await middleLine(page);
  const line = lineOf(page, id);
  const { y } = (await line.boundingBox()) ?? { y: 0 };
  await line.hover();
  await line.getByRole('link', { name: /\d{4} at \d/ }).click();
  await expect(page).toHaveURL(new RegExp(`/rooms/${tea.id}/${id}$`));
  await rail(page).press('End');
  await expect(row(page, 'Line 5000.')).toBeInViewport();
  await page.goBack();
  await expect(line).toBeInViewport();
  expect((await line.boundingBox())?.y).toBeCloseTo(y, 0);
  await page.reload();
  await expectLive(page);
  await expect(line).toBeInViewport();
  expect((await line.boundingBox())?.y).toBeCloseTo(y, 0);
});

test('a permalink leads through sign-in to its message, in the middle, lit and in focus', async ({
  signedIn,
  stranger,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fillYears(tea, [ada.person, ada.person], { count: 400 });
  const { page, request } = await stranger();
  const email = `${randomUUID()}@grace.test`;
  const password = 'a moth in a relay';
  const { invite } = await (await ada.request.post('/api/invites', { data: {} })).json();
  const account = { name: 'Grace', email, password, invite: invite.token };
  const { me } = await (await request.post('/api/accounts', { data: account })).json();
  await ada.request.put(`/api/rooms/${tea.id}/members/${me.id}`, { data: {} });

  const { id } = await messageAt(tea, 150);
  await page.goto(`/rooms/${tea.id}/${id}`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(new RegExp(`/rooms/${tea.id}/${id}$`));
  const line = row(page, 'Line 150.');
  await expect(line).toBeFocused();
  const plain = await row(page, 'Line 149.').evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(line).not.toHaveCSS('background-color', plain);
  const [box, log] = [await line.boundingBox(), await page.getByRole('log').boundingBox()];
  const middle = (log?.y ?? 0) + (log?.height ?? 0) / 2;
  expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) / 2 - middle)).toBeLessThan(40);
});

test('what an address asks for and is not there is said', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fillYears(tea, [ada.person, ada.person], { count: 300 });
  const { page } = ada;
  for (const [place, word] of [
    [`/${randomUUID()}`, 'This message is not here'],
    ['?on=2026-02-31', 'There is no such day'],
  ] as const) {
    await page.goto(`/rooms/${tea.id}${place}`);
    await expectLive(page);
    await expect(page.getByText(word)).toBeVisible();
    await expect(row(page, 'Line 300.')).toBeInViewport();
  }
  await page.goto(`/rooms/${tea.id}?on=1999-12-31`);
  await expectLive(page);
  await expect(row(page, 'Line 1.')).toBeInViewport();
});

test('what is new does not disturb whoever looks back, and the bar leads there', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fillYears(tea, [ada.person, grace.person], { count: 1_000 });
  const { page } = ada;
  await page.goto(`/rooms/${tea.id}/${(await messageAt(tea, 500)).id}`);
  await expectLive(page);
  const before = await row(page, 'Line 500.').boundingBox();
  await post(grace, tea, 'While you were in the past');
  await expect(page.getByRole('button', { name: '1 new message' })).toBeVisible();
  expect((await row(page, 'Line 500.').boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await expect(bar(page)).toBeVisible();

  await page.getByRole('button', { name: '1 new message' }).click();
  await expect(row(page, 'While you were in the past')).toBeInViewport();
  await expect(bar(page)).toHaveCount(0);
});

test('where the end does not come, whoever writes from the past is told so once, and stays', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/ERR_FAILED/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fillYears(tea, [ada.person, ada.person], { count: 1_000 });
  const { page } = ada;
  await page.goto(`/rooms/${tea.id}/${(await messageAt(tea, 500)).id}`);
  await expectLive(page);
  let asked = 0;
  await page.route(/\/messages\?at=/, async (route) => {
    asked += 1;
    await route.abort();
  });
  await say(page, 'From the past');
  const word = page.getByRole('region', { name: 'Notifications' }).getByText(/^The server cannot be reached/);
  await expect(word).toBeVisible();
  await expect.poll(() => stored(tea)).toContain('From the past');
  expect(asked).toBe(1);
  await expect(word).toHaveCount(1);
  await expect(row(page, 'Line 500.')).toBeInViewport();

  await page.unroute(/\/messages\?at=/);
  await bar(page).locator('..').getByRole('button').click();
  await expect(row(page, 'From the past')).toBeInViewport();
});

test('several messages are copied with their authors and times', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = ada;
  await post(ada, tea, 'The first of two');
  await post(grace, tea, 'with **some** code:\n```\none\n\ntwo\n```');
  await enter(ada, tea);
  const from = await page.getByText('The first of two').boundingBox();
  const to = await page.getByRole('code').boundingBox();
  await page.mouse.move((from?.x ?? 0) + 1, (from?.y ?? 0) + 5);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 200, (to?.y ?? 0) + (to?.height ?? 0) - 3, {
    steps: 5,
  });
  await page.mouse.up();
  await page.keyboard.press('ControlOrMeta+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const stamp = /, \w+ \d+, \d{4} at \d+:\d\d [AP]M/g;
  expect(text.replace(stamp, ', then').replaceAll('\r', '')).toBe(
    `${ada.person.name}, then\nThe first of two\n\n${grace.person.name}, then\nwith some code:\none\n\ntwo`,
  );
});
