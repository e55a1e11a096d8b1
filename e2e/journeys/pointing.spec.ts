import type { Page } from 'playwright/test';
import { expect, test } from '../support/fixtures';
import { canPoint, enter, fill, nextFrame, row, rows } from './chat-screen';

const lines = Array.from({ length: 100 }, (_, line) => `Line ${line + 1}.`);

test('a row that only passes below a resting pointer draws no toolbar; one that is pointed at does', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(tea, ada.person, lines);
  await enter(ada, tea);
  const { page } = ada;
  const log = page.getByRole('log');
  const toolbar = log.getByRole('group', { name: 'What can be done with this message' });
  // Else the log scrolls along when rows come above.
  await expect(rows(page)).toHaveCount(lines.length);
  const { x, y } = await pointAtMiddle(page);
  await expect(toolbar).toBeVisible();
  const before = await log.evaluate((element) => element.scrollTop);
  await page.mouse.wheel(0, -400);
  await expect.poll(() => log.evaluate((element) => element.scrollTop)).toBeLessThan(before - 300);
  await expect(toolbar).toHaveCount(0);
  await page.mouse.move(x, y + 2);
  await expect(toolbar).toBeVisible();
});

test('while the wheel turns nothing is pointed at, and what lies there once it rests', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(tea, ada.person, lines);
  await enter(ada, tea);
  const { page } = ada;
  await expect(rows(page)).toHaveCount(lines.length);
  await pointAtMiddle(page);
  const rested = await page.getByRole('log').evaluateHandle((log) => {
    const before: number[] = [];
    let scrolledAt = Number.NEGATIVE_INFINITY;
    log.addEventListener('scroll', () => {
      scrolledAt = performance.now();
    });
    log.addEventListener('pointerover', ({ target }) => {
      if (target instanceof Element && target.closest('article')) before.push(performance.now() - scrolledAt);
    });
    return before;
  });
  for (let turns = 0; turns < 10; turns += 1) await turn(page, -100);
  await expect.poll(() => canPoint(page)).toBe(true);
  expect(Math.min(...(await rested.jsonValue()))).toBeGreaterThan(100);
});

test('a click right after the last turn of the wheel is for what lies there', async ({
  signedIn,
  room,
  baseURL,
}) => {
  const ada = await signedIn('ada');
  const [tea, other] = await Promise.all([room({ members: [ada] }), room({ members: [ada], name: 'other' })]);
  const lead = `[over there](${baseURL}/rooms/${other.id})`;
  await fill(tea, ada.person, Array(100).fill(lead));
  await enter(ada, tea);
  const { page } = ada;
  const links = page.getByRole('log').getByRole('link', { name: 'over there' });
  await expect(links).toHaveCount(100);
  const middle = links.nth(50);
  await middle.scrollIntoViewIfNeeded();
  await middle.hover();
  const [one, next] = await Promise.all([middle, links.nth(51)].map((link) => link.boundingBox()));
  const height = (next?.y ?? 0) - (one?.y ?? 0);
  expect(height).toBeGreaterThan(10);
  // From the middle of one by a row's height: so there is a link under the pointer where it stops.
  await turn(page, -height);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(other.id));
});

test('whoever selects goes on pointing at rows while the wheel turns', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(tea, ada.person, lines);
  await enter(ada, tea);
  const { page } = ada;
  await expect(rows(page)).toHaveCount(lines.length);
  const { x, y } = await pointAtMiddle(page);
  await page.mouse.down();
  await page.mouse.move(x, y - 40);
  const before = await selectedLines(page);
  for (let turns = 0; turns < 3; turns += 1) {
    await turn(page, -100);
    expect(await canPoint(page)).toBe(true);
  }
  await page.mouse.move(x, y - 45);
  await page.mouse.up();
  expect(await selectedLines(page)).toBeGreaterThan(before + 5);
});

test('code that is wider than the log is scrolled sideways', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  const code = `\`\`\`\n${'wide '.repeat(400)}\n\`\`\``;
  await fill(tea, ada.person, [...lines, code]);
  await enter(ada, tea);
  const block = row(ada.page, 'wide wide').locator('pre');
  await block.hover();
  for (let turns = 0; turns < 5; turns += 1) await turn(ada.page, 0, 100);
  await expect.poll(() => block.evaluate((element) => element.scrollLeft)).toBeGreaterThan(300);
});

/** Of the log. */
async function pointAtMiddle(page: Page): Promise<{ x: number; y: number }> {
  const log = (await page.getByRole('log').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const middle = { x: log.x + log.width / 2, y: log.y + log.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  return middle;
}

function selectedLines(page: Page): Promise<number> {
  return page.evaluate(() => `${getSelection()}`.split('Line ').length);
}

/** One turn of the wheel, until it is on screen. */
async function turn(page: Page, by: number, sideways = 0): Promise<void> {
  await page.mouse.wheel(sideways, by);
  await nextFrame(page);
}
