import type { Page } from 'playwright/test';
import type { TestRoom } from '@/db/testing/people';
import { png } from '@/lib/attachments/testing/files';
import { expectAccessible } from '../support/accessible';
import { test } from '../support/app-apart';
import { CAMERA, type Chosen, film, give, photograph, screenshot, textFile } from '../support/chosen-files';
import { expect, type Someone } from '../support/fixtures';
import { composer, enter, expectLive, row, rows, stored } from './chat-screen';

const lostConnection = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|ERR_CONNECTION_REFUSED/;

const tray = (page: Page) => page.getByRole('list', { name: 'Attached files' });
const tile = (page: Page, name: string | RegExp) => tray(page).getByRole('listitem', { name });

/** As by the button; the window in which one picks belongs to the system. */
async function pick(page: Page, files: Chosen | Chosen[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await choosing).setFiles(files);
}

async function send(page: Page, caption: string): Promise<void> {
  await composer(page).fill(caption);
  await composer(page).press('Enter');
}

/** Sends, and waits until the composer is free: it keeps the text until what takes files is there. */
async function sendFirst(page: Page, caption: string): Promise<void> {
  await send(page, caption);
  await expect(composer(page)).toHaveValue('');
}

/** The bytes of a file of the room, as whoever may read it gets them. */
async function bytesOf({ request }: Pick<Someone, 'request'>, room: TestRoom, name: string): Promise<Buffer> {
  const { files } = await (await request.get(`/api/rooms/${room.id}/attachments`)).json();
  const found = files.find(({ attachment }: { attachment: { name: string } }) => attachment.name === name);
  return (await request.get(`/api/attachments/${found.attachment.id}`)).body();
}

test('three files dropped with a caption are seen on the other side, without what the camera wrote', async ({
  signedIn,
  room,
}) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);
  const upright = await photograph(ada.page, { width: 3_000, height: 2_000, orientation: 6 });
  expect(upright.buffer.includes(CAMERA)).toBe(true);
  const log = ada.page.getByRole('log');

  await give(log, 'drop', [
    upright,
    await screenshot(ada.page, 400, 300),
    textFile('notes.txt', 'Two sugars.'),
  ]);
  await expect(tray(ada.page).getByRole('listitem')).toHaveCount(3);
  await expect(tray(ada.page).getByText('Uploaded')).toHaveCount(3);
  expect(ada.page.workers(), 'pictures are prepared beside the page').toHaveLength(1);
  await expectAccessible(ada.page);
  await send(ada.page, 'From the trip');
  await expect(tray(ada.page)).toBeHidden();

  const there = row(grace.page, 'From the trip');
  await expect(there.getByRole('img', { name: 'photograph.jpg' })).toBeVisible();
  await expect(there.getByRole('img', { name: 'screenshot.png' })).toBeVisible();
  await expect(there.getByText('notes.txt')).toBeVisible();
  expect(await stored(tea)).toEqual(['From the trip']);

  const sent = await bytesOf(grace, tea, 'photograph.jpg');
  expect(sent.includes(CAMERA)).toBe(false);
  expect(sent.includes('Exif')).toBe(false);
  expect(sent.length).toBeLessThan(upright.buffer.length);
  expect(await look(grace.page, sent)).toEqual({ width: 1_707, height: 2_560, top: 'red' });
});

/** What a browser makes of a picture. */
async function look(page: Page, bytes: Buffer) {
  return page.evaluate(async (base64) => {
    const data = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
    const picture = await createImageBitmap(data);
    const context = new OffscreenCanvas(1, 2).getContext('2d');
    context?.drawImage(picture, 0, 0, 1, 2);
    const [red = 0, , blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return { width: picture.width, height: picture.height, top: red > blue ? 'red' : 'blue' };
  }, bytes.toString('base64'));
}

test('an upload is taken back while it is under way, and the message goes without it', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const store = await holdUploads(ada);
  await enter(ada, tea);
  await pick(ada.page, [textFile('first.txt', 'one'), textFile('second.txt', 'two')]);
  await expect.poll(store.held).toBe(2);
  await tile(ada.page, 'first.txt').getByRole('button', { name: 'Cancel first.txt' }).click();
  await expect(tile(ada.page, 'first.txt')).toBeHidden();
  await store.release();
  await expect(tile(ada.page, 'second.txt').getByText('Uploaded')).toBeVisible();
  await tile(ada.page, 'second.txt').getByRole('button', { name: 'Remove second.txt' }).click();
  await expect(composer(ada.page)).toBeFocused();
  await pick(ada.page, textFile('third.txt', 'three'));
  await send(ada.page, 'Only the third');
  await expect.poll(store.held).toBe(1);
  await store.release();
  await expect(row(ada.page, 'Only the third').getByText('third.txt')).toBeVisible();
  await expect.poll(() => stored(tea)).toEqual(['Only the third']);
  await ada.page.reload();
  await expectLive(ada.page);
  await expect(row(ada.page, 'Only the third').getByText('third.txt')).toBeVisible();
  await expect(ada.page.getByText(/first\.txt|second\.txt/)).toHaveCount(0);
});

/** Keeps uploads on their way to the store until they are let go. */
async function holdUploads({ context }: Someone) {
  const held: (() => void)[] = [];
  await context.route(/\/attachments\/[0-9a-f-]+\/file\?.*Signature/, async (route) => {
    const isUpload = route.request().method() === 'PUT';
    await (isUpload ? new Promise<void>((resolve) => held.push(resolve)) : Promise.resolve());
    await route.continue();
  });
  return { held: () => held.length, release: () => Promise.all(held.splice(0).map((go) => go())) };
}

test('sent before its files are there, a message waits with them and goes by itself', async ({
  signedIn,
  room,
}) => {
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  const store = await holdUploads(ada);
  await Promise.all([enter(ada, tea), enter(grace, tea)]);
  await pick(ada.page, textFile('recipe.txt', 'leaves'));
  await sendFirst(ada.page, 'The recipe');
  await send(ada.page, 'And a word after it');
  await expect(composer(ada.page)).toHaveValue('');
  const bubble = row(ada.page, 'The recipe');
  await expect(bubble.getByText('recipe.txt')).toBeVisible();
  await expect(bubble).toContainText('Sent as soon as its files are uploaded');
  await expect(rows(grace.page)).toHaveCount(0);
  await expect.poll(store.held).toBe(1);
  await store.release();
  await expect(rows(grace.page)).toHaveText([/The recipe.*recipe\.txt/s, /And a word after it/]);
  await expect(ada.page.getByText('Sent as soon as')).toHaveCount(0);
});

test('whoever sends before the app is ready for files does not send without them', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  // What takes files is fetched with the first of them, over a slow line.
  const line = slowLine();
  const scripts = '**/_next/static/chunks/*.js';
  await ada.context.route(scripts, (route) => line.over.then(() => route.continue()));
  await pick(ada.page, textFile('quick.txt', 'quick'));
  await send(ada.page, 'Quickly');
  await expect(composer(ada.page)).toHaveValue('Quickly');
  line.end();
  await expect(row(ada.page, 'Quickly').getByText('quick.txt')).toBeVisible();
  await expect(composer(ada.page)).toHaveValue('');
  await expect.poll(() => stored(tea)).toEqual(['Quickly']);
});

test('a message taken back while its file is under way lets the next one go', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const store = await holdUploads(ada);
  await enter(ada, tea);
  await pick(ada.page, textFile('secret.txt', 'oh'));
  await sendFirst(ada.page, 'Not this');
  await send(ada.page, 'But this');
  await expect.poll(store.held).toBe(1);
  await row(ada.page, 'Not this').getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => stored(tea)).toEqual(['But this']);
  await expect(rows(ada.page)).toHaveCount(1);
  await expect(tray(ada.page)).toBeHidden();
});

test('while the store is away files and text are kept, and go when it is back', async ({
  signedIn,
  room,
  apart,
  problems,
}) => {
  test.slow();
  problems.expect(lostConnection);
  problems.expect(/status of (409|503)/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await ada.page.goto(`${apart.baseUrl}/rooms/${tea.id}`);
  await expectLive(ada.page);
  await apart.stopStore();
  await pick(ada.page, await screenshot(ada.page, 300, 200));
  const waiting = tile(ada.page, 'screenshot.png');
  await expect(waiting.getByRole('alert')).toContainText('The place where files are kept does not answer');
  await composer(ada.page).fill('When it is back');
  await apart.startStore();
  await waiting.getByRole('button', { name: 'Upload screenshot.png again' }).click();
  await expect(waiting.getByText('Uploaded')).toBeVisible({ timeout: 20_000 });

  await apart.stopStore();
  await pick(ada.page, textFile('late.txt', 'late'));
  await composer(ada.page).press('Enter');
  const bubble = row(ada.page, 'When it is back');
  await expect(bubble).toContainText('late.txt: The place where files are kept does not answer');
  await apart.startStore();
  await expect(
    bubble
      .getByRole('button', { name: 'Download late.txt' })
      .or(bubble.getByRole('link', { name: 'Download late.txt' })),
  ).toBeVisible({ timeout: 45_000 });
  expect(await stored(tea)).toEqual(['When it is back']);
});

test('a screenshot is pasted and sent without a word', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const shot = await screenshot(ada.page, 200, 100);
  await give(composer(ada.page), 'paste', [{ ...shot, name: 'image.png' }]);
  await expect(
    tile(ada.page, /^Pasted \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/).getByText('Uploaded'),
  ).toBeVisible();
  await composer(ada.page).press('Enter');
  await expect(rows(ada.page).getByRole('img', { name: /^Pasted .*\.png$/ })).toBeVisible();
  await expect.poll(() => stored(tea)).toEqual(['']);
});

test('written offline, a message with a file outlives a reload and is sent once', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(lostConnection);
  const [ada, grace] = [await signedIn('ada'), await signedIn('grace')];
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);
  // A first sign of life fetches what uploads, while there is a connection.
  await pick(ada.page, textFile('before.txt', 'before'));
  await expect(tile(ada.page, 'before.txt').getByText('Uploaded')).toBeVisible();

  await ada.context.setOffline(true);
  await pick(ada.page, await photograph(ada.page, { width: 800, height: 600 }));
  await expect(tile(ada.page, 'photograph.jpg').getByRole('alert')).toContainText(
    'The server cannot be reached',
  );
  await send(ada.page, 'Seen in a tunnel');
  await expect(row(ada.page, 'Seen in a tunnel').getByRole('img', { name: 'photograph.jpg' })).toBeVisible();

  // A page can be loaded again, a file not yet sent.
  await ada.context.route('**/api/attachments', (request) => request.abort());
  await ada.context.setOffline(false);
  await ada.page.reload();
  await expectLive(ada.page);
  await expect(row(ada.page, 'Seen in a tunnel').getByRole('img', { name: 'photograph.jpg' })).toBeVisible();
  await expect(tray(ada.page)).toBeHidden();
  await ada.context.unroute('**/api/attachments');

  const there = row(grace.page, 'Seen in a tunnel');
  await expect(there.getByRole('img', { name: 'photograph.jpg' })).toBeVisible({ timeout: 45_000 });
  await expect(there.getByText('before.txt')).toBeVisible();
  expect(await stored(tea)).toEqual(['Seen in a tunnel']);
});

test('a reload during an upload brings back the draft with its files', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const store = await holdUploads(ada);
  await enter(ada, tea);
  await composer(ada.page).fill('Not finished');
  await pick(ada.page, [textFile('one.txt', 'one'), await screenshot(ada.page, 300, 200)]);
  await expect.poll(store.held).toBe(2);
  await ada.page.reload();
  await expectLive(ada.page);
  await expect(composer(ada.page)).toHaveValue('Not finished');
  await expect(tray(ada.page).getByRole('listitem')).toHaveText([/one\.txt/, /screenshot\.png/]);
  await expect.poll(store.held).toBe(4);
  await store.release();
  await expect(tray(ada.page).getByText('Uploaded')).toHaveCount(2);
});

test('what cannot be sent is told before anything is', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const begun: string[] = [];
  ada.page.on(
    'request',
    (request) => request.url().endsWith('/api/attachments') && begun.push(request.url()),
  );
  const notes = ada.page.getByRole('region', { name: 'Notifications' });
  const told = (name: string) => notes.getByText(`${name} was not attached`);
  const program = { name: 'setup.exe', mimeType: '', buffer: Buffer.from('MZ') };
  await pick(ada.page, [program, { ...textFile('empty.txt', '') }]);
  await expect(told('setup.exe')).toBeVisible();
  await expect(told('empty.txt')).toBeVisible();
  await expect(notes.getByText('This file is empty.')).toBeVisible();
  await ada.page
    .getByLabel('Attach files')
    .first()
    .evaluate((input: HTMLInputElement) => {
      const transfer = new DataTransfer();
      transfer.items.add(
        new File([new Uint8Array(51 * 1024 * 1024)], 'film.mov', { type: 'video/quicktime' }),
      );
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  await expect(told('film.mov')).toBeVisible();
  await expect(notes.getByText('Files have at most 50 MB.')).toBeVisible();
  await expect(tray(ada.page)).toBeHidden();
  expect(begun).toEqual([]);
});

test('a picture that claims to be enormous, and a page named as a picture, go as plain files', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const bomb = { name: 'bomb.png', mimeType: 'image/png', buffer: Buffer.from(png(30_000, 30_000)) };
  const page = { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><script>') };
  await pick(ada.page, [bomb, page]);
  await expect(tray(ada.page).getByText('Uploaded')).toHaveCount(2);
  await send(ada.page, 'Harmless');
  await expect.poll(() => stored(tea)).toEqual(['Harmless']);
  const { files } = await (await ada.request.get(`/api/rooms/${tea.id}/attachments`)).json();
  expect(files.map(({ attachment }: Listed) => [attachment.name, attachment.type])).toEqual([
    ['bomb.png', 'application/octet-stream'],
    ['page.png', 'application/octet-stream'],
  ]);
});

type Listed = { attachment: { name: string; type: string } };

test('by keyboard alone files are attached, taken away and sent, and it can be heard', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  // Listened for in good time: a chooser that opens before the browser has heard of it is nobody's.
  const choosing = ada.page.waitForEvent('filechooser');
  await enter(ada, tea);
  await composer(ada.page).focus();
  await ada.page.keyboard.press('ControlOrMeta+u');
  await (await choosing).setFiles([textFile('stay.txt', 'one'), textFile('go.txt', 'two')]);
  await expect(ada.page.getByRole('status').filter({ hasText: 'All 2 files are uploaded' })).toHaveCount(1);
  await expectAccessible(ada.page);
  await composer(ada.page).focus();
  await ada.page.keyboard.press('Shift+Tab');
  await expect(ada.page.getByRole('button', { name: 'Attach files' })).toBeFocused();
  await ada.page.keyboard.press('Shift+Tab');
  await expect(ada.page.getByRole('button', { name: 'Remove go.txt' })).toBeFocused();
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.getByRole('button', { name: 'Remove stay.txt' })).toBeFocused();
  await composer(ada.page).focus();
  await ada.page.keyboard.press('Enter');
  await expect(rows(ada.page).getByText('stay.txt')).toBeVisible();
  await expect.poll(() => stored(tea)).toEqual(['']);
});

test('on a phone everything is as large as a fingertip and within the screen', async ({
  browser,
  baseURL,
  problems,
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const phone = await browser.newContext({
    baseURL: baseURL ?? '',
    storageState: await ada.context.storageState(),
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  problems.watch(phone);
  const page = await phone.newPage();
  await page.goto(`/rooms/${tea.id}`);
  await expect(page.getByRole('log', { name: /^Messages in/ })).toBeVisible({ timeout: 15_000 });
  const long = `${'a-very-long-name-'.repeat(8)}.txt`;
  await pick(page, [textFile(long, 'x'), await screenshot(page, 300, 200)]);
  await expect(tray(page).getByText('Uploaded')).toHaveCount(2);
  await expectAccessible(page);
  const buttons = page.locator('[data-region="composer"] button');
  await expect(buttons).toHaveCount(4);
  const boxes = await Promise.all((await buttons.all()).map((button) => button.boundingBox()));
  for (const box of boxes) {
    expect(box?.width).toBeGreaterThanOrEqual(43.5);
    expect(box?.height).toBeGreaterThanOrEqual(43.5);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  }
  await page.getByRole('button', { name: 'Send' }).tap();
  await expect(rows(page).getByRole('img', { name: 'screenshot.png' })).toBeVisible();
  await phone.close();
});

test('files hang over the window only when they are files, and not over a dialog', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada], name: 'tea' });
  await enter(ada, tea);
  const invitation = ada.page.getByText('Drop to attach to tea');
  const hang = (what: string) => ada.page.evaluate(hangOver, what);
  await hang('text');
  await expect(invitation).toBeHidden();
  // Whoever holds them still says so again and again.
  await expect(async () => {
    await hang('file');
    await expect(invitation).toBeVisible({ timeout: 300 });
  }).toPass();
  await expect(invitation).toBeHidden();
  await ada.page.keyboard.press('ControlOrMeta+k');
  await expect(ada.page.getByRole('dialog')).toBeVisible();
  await hang('file');
  await expect(invitation).toBeHidden();
});

function hangOver(what: string): void {
  const dataTransfer = new DataTransfer();
  if (what === 'file') dataTransfer.items.add(new File(['x'], 'x.txt'));
  else dataTransfer.setData('text/plain', 'x');
  document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
}

test('a film is sent as it is, with its size and a picture of it', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const recorded = await film(ada.page, 320, 180);
  await pick(ada.page, recorded);
  await expect(tray(ada.page).getByText('Uploaded')).toBeVisible();
  await send(ada.page, 'Moving');
  await expect.poll(() => stored(tea)).toEqual(['Moving']);
  const { files } = await (await ada.request.get(`/api/rooms/${tea.id}/attachments`)).json();
  const { width, height, thumbnail, placeholder } = files[0].attachment;
  expect({ width, height }).toEqual({ width: 320, height: 180 });
  expect([typeof thumbnail?.url, placeholder?.length]).toEqual(['string', 64]);
  expect((await bytesOf(ada, tea, 'film.webm')).equals(recorded.buffer)).toBe(true);
});

function slowLine() {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
