import type { Locator, Page } from 'playwright/test';
import { png, text } from '@/lib/attachments/testing/files';
import { expectAccessible } from '../support/accessible';
import { expect } from '../support/fixtures';
import { test } from '../support/phone';
import { type GivenFile, sendFiles } from '../support/send-files';
import { act, composer, enter, expectLive, fill, post, row, rows } from './chat-screen';

/* What was sent, as those see it who read: in messages, in the viewer, beside the room. Real bytes, from the store. */

const picture = (name: string, width = 300, height = 200): GivenFile => ({
  ...{ name, type: 'image/png', bytes: png(width, height), width, height },
});
const textFile = (name: string, body: string): GivenFile => ({ name, type: 'text/plain', bytes: text(body) });

/** A point that is red, then blue, five times a second (GIF89a). */
function blinking(): Uint8Array<ArrayBuffer> {
  const wait = [0x21, 0xf9, 4, 0, 20, 0, 0, 0];
  const frame = (colour: 0 | 1) => [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44 | (colour << 3), 1, 0];
  const header = [...Buffer.from('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 200, 50, 50, 50, 50, 200];
  return new Uint8Array([...header, ...wait, ...frame(0), ...wait, ...frame(1), 0x3b]);
}

/** A press opens it. */
function shown(page: Page, name: string): Locator {
  return page.getByRole('log').getByRole('button', { name, exact: true });
}

function viewer(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Pictures' });
}

/** Where the rows of the log are. */
async function places(page: Page): Promise<unknown[]> {
  return rows(page).evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
}

async function expectDrawn(image: Locator): Promise<void> {
  await expect(image).toHaveJSProperty('complete', true);
  await expect(image).toHaveCSS('opacity', '1');
}

test('pictures have their places before they are there, and nothing moves when they come', async ({
  signedIn,
  room,
}) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await sendFiles(ada, tea, [picture('alone.png', 640, 400)], 'One');
  await sendFiles(ada, tea, [picture('left.png'), picture('right.png', 200, 300)], 'Two');
  await sendFiles(
    ada,
    tea,
    Array.from({ length: 5 }, (_, index) => picture(`five-${index}.png`)),
  );
  await post(ada, tea, 'That was all');

  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await ada.page.route(/\/attachments\/[^/]+\/file\?/, async (route) => {
    await released;
    await route.continue();
  });
  await ada.page.goto(`/rooms/${tea.id}`, { waitUntil: 'commit' });
  await expectLive(ada.page);
  await expect(row(ada.page, 'That was all')).toBeInViewport();
  const image = (name: string) => ada.page.getByRole('log').getByRole('img', { name, exact: true });
  await expect(image('five-4.png')).toHaveCSS('opacity', '0');
  const before = await places(ada.page);
  release();
  await expectDrawn(image('five-4.png'));
  await expectDrawn(image('five-0.png'));
  expect(await places(ada.page)).toEqual(before);

  // The same while one watches: a frame names the files, their cards come a moment later, the log stays at its end.
  await sendFiles(grace, tea, [picture('late.png', 600, 500)], 'And one more');
  await expectDrawn(image('late.png'));
  await expect(image('late.png')).toBeInViewport({ ratio: 1 });
  const box = await image('late.png').boundingBox();
  expect(box?.height).toBe(360);
});

test('pictures are there although the clock of the device is an hour ahead', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await sendFiles(ada, tea, [picture('tea.png')]);
  const { page } = ada;
  await page.clock.setSystemTime(Date.now() + 3_600_000);
  const asking = page.waitForRequest(/attachments\?ids=/);
  await page.goto(`/rooms/${tea.id}`);
  await asking;
  await expectDrawn(page.getByRole('log').getByRole('img', { name: 'tea.png' }));
});

test('a picture whose thumbnail is lost is shown itself; one that is lost too can still be asked for', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/Failed to load resource/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const thumbnail = { type: 'image/png', bytes: png(30, 20) } as const;
  await sendFiles(ada, tea, [{ ...picture('tea.png'), thumbnail }]);
  const { page } = ada;
  const image = page.getByRole('log').getByRole('img', { name: 'tea.png' });
  await page.route(/\/thumbnail\?/, (route) => route.abort());
  await enter(ada, tea);
  await expectDrawn(image);
  await expect(image).toHaveAttribute('src', /^\/api\/attachments\//);

  await page.route(/\/api\/attachments\//, (route) => route.abort());
  await page.reload();
  const lost = page.getByRole('link', { name: 'Download tea.png' });
  await expect(lost).toBeVisible();
  expect(await lost.boundingBox()).toMatchObject({ width: 300, height: 200 });
});

test('files of all kinds stand in their rows, accessible in both themes', async ({ signedIn, room }) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  const long = 'minutes of the meeting about the colour of the new bicycle shed (final, 2).txt';
  await sendFiles(grace, tea, [picture('shed.png'), textFile(long, 'Green.\n')], 'Papers');
  await sendFiles(grace, tea, [{ name: 'site.zip', type: 'application/zip', bytes: text('PK'.repeat(800)) }]);
  await enter(ada, tea);
  const { page } = ada;
  await expect(row(page, 'Papers').getByRole('list', { name: '2 files' })).toBeVisible();
  await expectDrawn(page.getByRole('img', { name: 'shed.png' }));
  await expect(row(page, 'site.zip')).toContainText('1.6 kB');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }

  const name = row(page, 'Papers').locator('[data-file]').getByText('l, 2).txt');
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(name).toBeInViewport({ ratio: 1 });

  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download site.zip' }).click();
  expect((await saving).suggestedFilename()).toBe('site.zip');

  await page.getByRole('button', { name: `Look at ${long}` }).click();
  const reader = page.getByRole('dialog', { name: long });
  await expect(reader.getByText('Green.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(reader).toBeHidden();
});

test('by keyboard one goes through the pictures of a room, closer and back, and saves one', async ({
  signedIn,
  room,
}) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await sendFiles(grace, tea, [picture('first.png', 1_000, 800), picture('second.png')]);
  await sendFiles(ada, tea, [picture('third.png')]);
  await enter(ada, tea);
  const { page } = ada;
  await shown(page, 'first.png').focus();
  await page.keyboard.press('Enter');
  await expect(viewer(page)).toBeVisible();
  await expectDrawn(viewer(page).getByRole('img', { name: 'first.png' }));
  await expectAccessible(page);
  await expect(viewer(page).getByText('first.png, 1 of 3')).toBeAttached();

  const width = async () => (await viewer(page).getByRole('img').boundingBox())?.width ?? 0;
  const fitted = await width();
  await page.keyboard.press('+');
  await expect.poll(width).toBeCloseTo(fitted * 1.5, 0);
  await page.keyboard.press('-');
  await expect.poll(width).toBeCloseTo(fitted, 0);
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await expect.poll(width).toBeCloseTo(fitted, 0);

  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByText('second.png, 2 of 3')).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page).getByText('third.png, 3 of 3')).toBeAttached();
  // There is nothing beyond the last one.
  await page.keyboard.press('ArrowRight');
  const saving = page.waitForEvent('download');
  await page.keyboard.press('d');
  expect((await saving).suggestedFilename()).toBe('third.png');
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toBeHidden();
  await expect(shown(page, 'first.png')).toBeFocused();
});

test('what moves stands still until somebody wants it to move, and can be stopped', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await sendFiles(ada, tea, [{ name: 'blink.gif', type: 'image/gif', bytes: blinking() }]);
  const { page } = ada;
  await enter(ada, tea);
  const still = page.getByRole('log').locator('canvas[aria-label="blink.gif"]');
  await expect(still).toHaveCSS('opacity', '1');
  const moving = row(page, 'GIF').locator('img[src^="/api/attachments/"]');
  await expect(moving).toHaveCount(0);
  await page.getByRole('button', { name: 'Play blink.gif' }).click();
  await expect(moving).toBeVisible();
  await page.getByRole('button', { name: 'Stop blink.gif' }).click();
  await expect(moving).toHaveCount(0);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await shown(page, 'blink.gif').click({ position: { x: 85, y: 8 } });
  await expect(viewer(page).getByRole('button', { name: 'Play blink.gif' })).toBeVisible();
  await expect(viewer(page).locator('canvas')).toBeVisible();
  await viewer(page).getByRole('button', { name: 'Play blink.gif' }).click();
  await expect(viewer(page).locator('canvas')).toHaveCount(0);
});

test('with a wheel and two clicks one comes closer, and from the viewer goes to the message', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const sent = await sendFiles(ada, tea, [picture('map.png', 1_000, 800)]);
  await fill(
    tea,
    ada.person,
    Array.from({ length: 40 }, (_, index) => `Cup ${index + 1}`),
  );
  const { page } = ada;
  await page.goto(`/rooms/${tea.id}/${sent.id}`);
  await expectLive(page);
  await shown(page, 'map.png').click();
  const image = viewer(page).getByRole('img', { name: 'map.png' });
  await expectDrawn(image);
  const width = async () => (await image.boundingBox())?.width ?? 0;
  const fitted = await width();
  await image.hover();
  await page.mouse.wheel(0, -300);
  await expect.poll(width).toBeGreaterThan(fitted * 1.5);
  await image.dblclick();
  await expect.poll(width).toBeCloseTo(fitted, 0);
  await viewer(page).getByRole('button', { name: 'Go to the message' }).click();
  await expect(viewer(page)).toBeHidden();
  await expect(page).toHaveURL(`/rooms/${tea.id}/${sent.id}`);
  await expect(page.locator(`article[data-message-id="${sent.id}"]`)).toBeFocused();
});

test('on a phone one swipes from picture to picture, and going back closes them', async ({
  signedIn,
  room,
  onPhone,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await sendFiles(ada, tea, [picture('first.png'), picture('second.png')]);
  const { page, finger } = await onPhone(ada);
  await page.goto(`/rooms/${tea.id}`);
  await expect(page.getByRole('log', { name: /^Messages in/ })).toBeVisible();
  await shown(page, 'first.png').tap();
  await expectDrawn(viewer(page).getByRole('img', { name: 'first.png' }));
  await expectAccessible(page);
  await finger.swipe({ x: 300, y: 360 }, { x: 80, y: 360 });
  await expect(viewer(page).getByText('second.png, 2 of 2')).toBeAttached();
  await finger.swipe({ x: 80, y: 360 }, { x: 300, y: 360 });
  await expect(viewer(page).getByText('first.png, 1 of 2')).toBeAttached();
  await page.goBack();
  await expect(viewer(page)).toBeHidden();
  await expect(page).toHaveURL(`/rooms/${tea.id}`);

  await shown(page, 'second.png').tap();
  await expect(viewer(page)).toBeVisible();
  await finger.swipe({ x: 180, y: 300 }, { x: 180, y: 560 });
  await expect(viewer(page)).toBeHidden();
});

test('beside the room stand all its files, by kind, and each leads to its message', async ({
  signedIn,
  room,
}) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await sendFiles(ada, tea, [picture('old.png')], 'Long ago');
  const many = Array.from({ length: 10 }, (_, index) => textFile(`note ${index}.txt`, 'x'));
  for (let message = 0; message < 6; message += 1) await sendFiles(ada, tea, many);
  await fill(
    tea,
    ada.person,
    Array.from({ length: 120 }, (_, index) => `Cup ${index + 1}`),
  );
  await enter(ada, tea);
  const { page } = ada;
  await page.keyboard.press('Control+.');
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('button', { name: 'Files and media' }).click();
  await expect(details.getByText('note 9.txt')).toHaveCount(5);
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Show more' }).click();
  await expect(details.getByText('note 9.txt')).toHaveCount(6);
  await details.getByRole('radio', { name: 'Videos' }).check();
  await expect(details.getByText('None of this kind yet')).toBeVisible();
  await details.getByRole('radio', { name: 'Pictures' }).check();
  await expect(details.getByText('old.png')).toBeVisible();
  await expect(details.getByText('note 9.txt')).toHaveCount(0);

  // What is sent while one looks at the list is in it.
  await sendFiles(grace, tea, [picture('new.png')]);
  await expect(details.getByRole('listitem')).toHaveCount(2);
  await expect(details.getByRole('listitem').first()).toContainText('new.png');

  await details.getByRole('button', { name: 'Go to the message with old.png' }).click();
  await expect(row(page, 'Long ago')).toBeInViewport();
  await expect(row(page, 'Long ago')).toBeFocused();
});

test('with its message a file is gone at once: from the row, the viewer, the list, and for good', async ({
  signedIn,
  room,
}) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  const sent = await sendFiles(grace, tea, [picture('secret.png'), picture('other.png')], 'Oh no');
  const path = `/api/attachments/${sent.attachmentIds[0]}`;
  await enter(ada, tea);
  await enter(grace, tea);
  await shown(ada.page, 'secret.png').click();
  await expect(viewer(ada.page).getByText('secret.png, 1 of 2')).toBeAttached();
  expect((await ada.request.get(path, { maxRedirects: 0 })).status()).toBe(302);

  await act(grace.page, 'Oh no', 'Edit');
  await expect(shown(grace.page, 'secret.png')).toBeVisible();
  await grace.page.getByRole('textbox', { name: 'Edit message' }).fill('');
  await grace.page.getByRole('button', { name: 'Save' }).click();
  await expect(grace.page.getByText('Oh no')).toHaveCount(0);
  await expect(shown(grace.page, 'secret.png')).toBeVisible();

  // The pointer never left the row, which was put away with the editor.
  await composer(grace.page).hover();
  await rows(grace.page).first().hover();
  await rows(grace.page).first().getByRole('button', { name: 'Delete', exact: true }).click();
  await grace.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(viewer(ada.page).getByText('There is nothing to see here any more.')).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(ada.page.getByText('secret.png')).toHaveCount(0);
  await expect(shown(ada.page, 'secret.png')).toHaveCount(0);
  expect((await ada.request.get(path, { maxRedirects: 0 })).status()).toBe(404);
});

test('the ear hears what is attached, and a copied conversation names it', async ({ signedIn, room }) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(ada, tea);
  const { page } = ada;
  await sendFiles(grace, tea, [picture('a.png'), picture('b.png')], 'Look');
  const news = page.getByRole('status', { name: 'New messages' });
  await expect(news).toContainText(`${grace.person.name}: Look, 2 pictures`);
  await sendFiles(grace, tea, [textFile('c.txt', 'x')]);
  await expect(news).toContainText(`${grace.person.name}: 1 document`);

  await expect(shown(page, 'a.png')).toBeVisible();
  await page.bringToFront();
  await composer(page).blur();
  await rows(page)
    .first()
    .evaluate((first) => {
      const last = [...document.querySelectorAll('[role="log"] article')].at(-1);
      window.getSelection()?.setBaseAndExtent(first, 0, last ?? first, last?.childNodes.length ?? 0);
    });
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/Look\na\.png\nb\.png/);
  expect(copied).toMatch(/\nc\.txt$/);
});

test('somebody outside gets neither the page, nor the list, nor the file', async ({ signedIn, room }) => {
  const [ada, eve] = [await signedIn('ada'), await signedIn('eve')];
  const tea = await room({ members: [ada] });
  const sent = await sendFiles(ada, tea, [picture('secret.png')], 'Between us');
  const [id] = sent.attachmentIds;
  const paths = [
    `/api/attachments/${id}`,
    `/api/attachments/${id}?download=1`,
    `/api/rooms/${tea.id}/attachments`,
    `/api/rooms/${tea.id}/attachments?ids=${id}`,
    `/api/rooms/${tea.id}/messages`,
  ];
  for (const path of paths) {
    expect((await ada.request.get(path, { maxRedirects: 0 })).status(), path).toBeLessThan(400);
    expect((await eve.request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
  }
  await eve.page.goto(`/rooms/${tea.id}`);
  await expect(eve.page.getByText('You no longer have access')).toBeVisible();
  expect(await eve.page.content()).not.toContain('secret.png');
});
