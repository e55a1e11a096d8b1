import type { Page } from 'playwright/test';
import { expectAccessible } from '../support/accessible';
import { expect } from '../support/fixtures';
import { test } from '../support/phone';
import { composer, fill, post, row } from './chat-screen';

const [left, middle, right] = [60, 140, 300].map((x) => ({ x, y: 300 })) as [Place, Place, Place];
type Place = { x: number; y: number };

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('log', { name: /^Messages in/ })).toBeVisible({ timeout: 15_000 });
}

function title(page: Page, name: string) {
  return page.getByRole('heading', { name, level: 1 });
}

test('with a thumb one finds a room, reads, edits, copies a link and writes', async ({
  signedIn,
  room,
  onPhone,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace], name: 'tea' });
  const cake = await room({ members: [ada, grace], name: 'cake' });
  await fill(
    tea,
    grace.person,
    Array.from({ length: 30 }, (_, index) => `Cup ${index + 1}`),
  );
  const mine = await post(ada, tea, 'With jam');
  const { page, finger } = await onPhone(ada);
  await open(page, `/rooms/${cake.id}`);
  await expectAccessible(page);

  const drawer = page.getByRole('dialog', { name: 'Rooms' });
  await finger.swipe(left, right);
  await expect(drawer).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole('link', { name: /^tea/ }).tap();
  await expect(title(page, 'tea')).toBeVisible();
  await expect(drawer).toBeHidden();

  const sheet = page.getByRole('dialog', { name: 'What can be done with this message' });
  const hold = () => finger.hold(row(page, 'With jam'), () => expect(sheet).toBeVisible());
  await page.getByRole('button', { name: /^Go to the latest|new messages?$/ }).tap();
  await expect(row(page, 'With jam')).toBeInViewport({ ratio: 1 });
  await hold();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Copy link' }).tap();
  await expect(page.getByText('The link is copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(copied).pathname).toBe(`/rooms/${tea.id}/${mine.id}`);

  await expect(sheet).toBeHidden();
  await hold();
  await sheet.getByRole('button', { name: 'Edit' }).tap();
  const editor = page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toBeFocused();
  await editor.fill('With jam and cream');
  await page.getByRole('button', { name: 'Save' }).tap();
  await expect(row(page, 'With jam and cream')).toContainText('(edited)');

  // The keyboard comes up: what was at the end stays there, above the field.
  await composer(page).tap();
  await page.setViewportSize({ width: 360, height: 400 });
  await expect(row(page, 'With jam and cream')).toBeInViewport({ ratio: 1 });
  await expect(composer(page)).toBeInViewport({ ratio: 1 });
  await composer(page).pressSequentially('From a phone');
  await composer(page).press('Enter');
  await composer(page).pressSequentially('in two lines');
  await expect(composer(page)).toHaveValue('From a phone\nin two lines');
  await page.getByRole('button', { name: 'Send' }).tap();
  await expect(row(page, 'in two lines')).toBeInViewport({ ratio: 1 });
  await expect(composer(page)).toBeFocused();

  await page.goBack();
  await expect(title(page, 'cake')).toBeVisible();
});

test('a finger moves the drawer, and going back closes what is open before it leaves', async ({
  signedIn,
  room,
  onPhone,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada], name: 'tea' });
  const cake = await room({ members: [ada], name: 'cake' });
  await post(ada, tea, 'Held for a while');
  const { page, finger } = await onPhone(ada);
  await open(page, `/rooms/${cake.id}`);
  const drawer = page.getByRole('dialog', { name: 'Rooms' });
  await finger.swipe(left, right);
  await drawer.getByRole('link', { name: /^tea/ }).tap();
  await expect(title(page, 'tea')).toBeVisible();
  // The room is there before the drawer is gone; a finger on what is leaving moves nothing.
  await expect(drawer).toBeHidden();

  // It is where the finger is, and goes where the finger leaves it.
  await finger.down(left);
  for (const x of [80, 110, middle.x]) await finger.move({ ...left, x });
  await expect(async () => {
    const box = await drawer.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeCloseTo(middle.x - left.x, 0);
  }).toPass();
  await finger.move({ ...left, x: left.x + 20 });
  await finger.up();
  await expect(drawer).toBeHidden();
  await finger.swipe(left, right);
  await expect(drawer).toBeVisible();
  await finger.swipe(right, left);
  await expect(drawer).toBeHidden();

  await finger.swipe(left, right);
  // Let go of, it still has a way to go; a tap on what moves may miss it.
  await expect.poll(async () => (await drawer.boundingBox())?.x).toBe(0);
  await drawer.getByRole('button', { name: 'Create a room' }).tap();
  const form = page.getByRole('dialog', { name: 'Create a room' });
  await expect(form).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(form).toBeHidden();
  await expect(drawer).toBeVisible();
  await page.goBack();
  await expect(drawer).toBeHidden();
  const sheet = page.getByRole('dialog', { name: 'What can be done with this message' });
  await finger.hold(row(page, 'Held for a while'), () => expect(sheet).toBeVisible());
  await page.goBack();
  await expect(sheet).toBeHidden();
  const details = page.getByRole('complementary', { name: 'Details' });
  await page.getByRole('button', { name: 'Show details' }).tap();
  await expect(details).toBeVisible();
  await finger.swipe(left, right);
  await expect(details).toBeHidden();
  await page.getByRole('button', { name: 'Show details' }).tap();
  await expect(details).toBeVisible();
  await page.goBack();
  await expect(details).toBeHidden();
  await expect(title(page, 'tea')).toBeVisible();
  await page.goBack();
  await expect(title(page, 'cake')).toBeVisible();
});

/** What can be pressed and is smaller than a fingertip, 44 pixels; links within a text excepted. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressable =
      'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="menuitem"]';
    // A target may reach further than what is seen of it.
    const reach = (element: Element, side: 'width' | 'height') => {
      const seen = (element.closest('label') ?? element).getBoundingClientRect()[side];
      return Math.max(seen, Number.parseFloat(getComputedStyle(element, '::after')[side]) || 0);
    };
    return [...document.querySelectorAll(pressable)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => getComputedStyle(element).pointerEvents !== 'none')
      .filter((element) => !element.closest('p, .sr-only, [inert], [aria-hidden="true"]'))
      .filter((element) => reach(element, 'width') < 43.5 || reach(element, 'height') < 43.5)
      .map(
        (element) =>
          `${reach(element, 'width')}×${reach(element, 'height')} ${element.outerHTML.slice(0, 150)}`,
      );
  });
}

test('whatever can be pressed is as large as a fingertip', async ({ signedIn, room, onPhone }) => {
  test.slow();
  const ada = await signedIn('ada', { role: 'admin' });
  const tea = await room({ members: [ada], name: 'tea', topic: 'Leaves' });
  await post(ada, tea, 'Some `code`, and https://example.test');
  await ada.request.post('/api/invites', { data: {} });
  const { page } = await onPhone(ada);
  const found: Record<string, string[]> = {};
  const look = async (name: string) => {
    found[name] = await smallTargets(page);
  };
  await open(page, `/rooms/${tea.id}`);
  await look('room');
  await page.getByRole('button', { name: /details/i }).tap();
  await expect(page.getByRole('complementary', { name: /tea|details/i })).toBeVisible();
  await look('details');
  for (const path of [
    '/browse',
    '/people',
    '/settings/profile',
    '/settings/sessions',
    '/settings/workspace',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(path);
    await page.getByRole('button', { name: 'Show rooms' }).tap();
    await look(`${path} with the drawer`);
  }
  expect(Object.entries(found).filter(([, small]) => small.length > 0)).toEqual([]);
});
