import type { BrowserContext, Locator, Page } from 'playwright/test';
import { expect, test } from '../support/fixtures';
import { enter, expectLive, fill, nextFrame, post, roomLine, row, rows, say } from './chat-screen';

const past = Array.from(
  { length: 350 },
  (_, turn) => `Line ${turn + 1}.${' and more words'.repeat(turn % 9)}`,
);

test('older pages come in without moving the line being read', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fill(tea, ada.person, past);
  // Held back until the line to watch is in view, so that the page arrives while somebody reads.
  const letGo = await holdOlder(ada.context);
  await enter(ada, tea);
  await expect(row(ada.page, 'Line 350.')).toBeVisible();
  await scrollUntil(ada.page, 'Line 280.');
  const height = await heightOf(ada.page);
  const before = await top(row(ada.page, 'Line 280.'));
  letGo();
  await expect.poll(() => heightOf(ada.page)).toBeGreaterThan(height + 1_000);
  expect(Math.abs((await top(row(ada.page, 'Line 280.'))) - before)).toBeLessThanOrEqual(1);

  await scrollUntil(ada.page, 'Line 1.', -1_500);
  await expect(ada.page.getByRole('heading', { name: /^This is the beginning of/ })).toBeVisible();
  expect(await rows(ada.page).count()).toBeLessThan(300);
});

test('the first line in view stays when older ones come in above it', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fill(tea, ada.person, past.slice(0, 180));
  // Else it would open at what is new.
  await ada.request.put(`/api/rooms/${tea.id}/read-marker`, { data: { seq: 180 } });
  const letGo = await holdOlder(ada.context);
  await enter(ada, tea);
  // The newest hundred are here; the first of them only tells what stands above the second.
  await scrollUntil(ada.page, 'Line 82.');
  await scrollToTop(ada.page);
  const text = row(ada.page, 'Line 82.').getByText('Line 82.');
  const height = await heightOf(ada.page);
  const before = await top(text);
  const loading = ada.page.getByText('Loading older messages…');
  await expect(loading).toBeVisible();
  letGo();
  await expect.poll(() => heightOf(ada.page)).toBeGreaterThan(height + 1_000);
  expect(Math.abs((await top(text)) - before)).toBeLessThanOrEqual(1);
  await expect(loading).toHaveCount(0);
});

test('opening a room asks for nothing older; scrolling up does', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const [first, second] = await Promise.all([
    room({ members: [ada] }),
    room({ members: [ada], name: 'much to look back at' }),
  ]);
  await fill(first, ada.person, past.slice(0, 300));
  await fill(second, ada.person, past.slice(0, 300));
  const asked: string[] = [];
  ada.page.on('request', (request) => {
    if (request.url().includes('before=')) asked.push(request.url());
  });
  await enter(ada, first);
  await expect(row(ada.page, 'Line 300.')).toBeInViewport();
  await roomLine(ada.page, second).click();
  await expect(ada.page).toHaveURL(new RegExp(second.id));
  await expectLive(ada.page);
  await expect(row(ada.page, 'Line 300.')).toBeInViewport();
  expect(asked).toEqual([]);

  await scrollUntil(ada.page, 'Line 230.');
  await expect.poll(() => asked.length).toBe(1);
});

test('the font of another script is fetched when a page comes, before its letters are drawn', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(tea, ada.person, past.with(155, 'Καλημέρα'));
  await ada.request.put(`/api/rooms/${tea.id}/read-marker`, { data: { seq: 350 } });
  const letGo = await holdOlder(ada.context);
  await enter(ada, tea);
  await ada.page.getByRole('log').hover();
  await scrollToTop(ada.page);
  const drawnBefore = ada.page
    .waitForRequest(/greek[^/]*\.woff2/)
    .then(() => row(ada.page, 'Καλημέρα').count());
  letGo();
  expect(await drawnBefore).toBe(0);
  await expect(row(ada.page, 'Καλημέρα')).toBeAttached();
});

test('far from the end a pill counts what is new, and leads there', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fill(tea, ada.person, past.slice(0, 80));
  await enter(ada, tea);
  await post(grace, tea, 'Followed to the end');
  await expect(row(ada.page, 'Followed to the end')).toBeInViewport();

  await scrollUntil(ada.page, 'Line 40.');
  const before = await top(row(ada.page, 'Line 40.'));
  await post(grace, tea, 'Not looked at');
  await post(grace, tea, 'Nor this');
  const pill = ada.page.getByRole('button', { name: '2 new messages' });
  await expect(pill).toBeVisible();
  expect(Math.abs((await top(row(ada.page, 'Line 40.'))) - before)).toBeLessThanOrEqual(1);

  await pill.click();
  await expect(row(ada.page, 'Nor this')).toBeInViewport();
  await expect(pill).toBeHidden();
});

test('an own message leads to the end', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await fill(tea, ada.person, past.slice(0, 250));
  await ada.request.put(`/api/rooms/${tea.id}/read-marker`, { data: { seq: 250 } });
  await enter(ada, tea);
  await scrollUntil(ada.page, 'Line 40.');
  // So far away that it is no longer drawn.
  await expect(row(ada.page, 'Line 250.')).toHaveCount(0);

  await say(ada.page, 'Back at the end');
  await expect(row(ada.page, 'Back at the end')).toBeInViewport();
});

test('a room with much unread opens at its first new message', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const [here, there] = await Promise.all([
    room({ members: [ada, grace] }),
    room({ members: [ada, grace], name: 'much to read' }),
  ]);
  await enter(ada, here);
  await fill(there, grace.person, past);
  await ada.page.goto(`/rooms/${there.id}`);
  await expect(ada.page.getByRole('separator', { name: 'New messages begin here' })).toBeInViewport();
  await expect(row(ada.page, 'Line 1.')).toBeInViewport();
});

test('once a room is drawn, to scroll draws nothing', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(tea, ada.person, past.slice(0, 100));
  await enter(ada, tea);
  await expectLive(ada.page);
  await expect(rows(ada.page)).toHaveCount(100);
  const log = ada.page.getByRole('log');
  const changes = await log.evaluateHandle((element) => {
    const seen = { count: 0 };
    const isRow = (node: Node) => node instanceof HTMLElement && node.dataset['seq'] !== undefined;
    const observer = new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records)
        seen.count += [...addedNodes, ...removedNodes].filter(isRow).length;
    });
    observer.observe(element, { childList: true, subtree: true });
    return seen;
  });
  const end = await log.evaluate((element) => element.scrollTop);
  await log.hover();
  await ada.page.mouse.wheel(0, -10_000);
  await expect(row(ada.page, 'Line 1.')).toBeInViewport();
  expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
  await ada.page.mouse.wheel(0, 10_000);
  await expect.poll(() => log.evaluate((element) => element.scrollTop)).toBe(end);
  expect(await changes.evaluate(({ count }) => count)).toBe(0);
});

/** Turns the wheel over the log, as a hand does, until the line is well in view. */
async function scrollUntil(page: Page, text: string, by = -400): Promise<void> {
  await page.getByRole('log').hover();
  await expect(async () => {
    await page.mouse.wheel(0, by);
    // On a busy machine turns would pile up, and the line pass by unseen.
    await nextFrame(page);
    expect(await isWhollyInView(page, text)).toBe(true);
  }).toPass({ intervals: [20], timeout: 20_000 });
}

/** Of one moment: what waits for a line to come into view may see it pass. */
function isWhollyInView(page: Page, text: string): Promise<boolean> {
  return page.getByRole('log').evaluate((log, wanted) => {
    const lines = [...log.querySelectorAll('article')].filter((line) => line.textContent?.includes(wanted));
    const view = log.getBoundingClientRect();
    return lines.some((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      return top >= view.top && bottom <= view.bottom;
    });
  }, text);
}

function heightOf(page: Page): Promise<number> {
  return page.getByRole('log').evaluate((log) => log.scrollHeight);
}

/** As far as what is loaded reaches. */
async function scrollToTop(page: Page): Promise<void> {
  const log = page.getByRole('log');
  await expect(async () => {
    await page.mouse.wheel(0, -400);
    expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
  }).toPass({ intervals: [20], timeout: 20_000 });
}

/** Pages of older messages wait until what this answers is called. */
async function holdOlder(context: BrowserContext): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await context.route(/\/messages\?.*before=/, async (request) => {
    await held;
    await request.continue();
  });
  return letGo;
}

/** Where it stands once nothing moves any more. */
async function top(place: Locator): Promise<number> {
  let last = Number.NaN;
  await expect
    .poll(async () => {
      const now = (await place.boundingBox())?.y ?? Number.NaN;
      const moved = now - last;
      last = now;
      return moved;
    })
    .toBe(0);
  return last;
}
