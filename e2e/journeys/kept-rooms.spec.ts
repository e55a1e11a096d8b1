import { give } from '../support/chosen-files';
import { expect, test } from '../support/fixtures';
import { composer, enter, fill, post, roomLine, row } from './chat-screen';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `Line ${index + 1}.`);

test('a room one comes back to is there as it was left, and each visit begins anew', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const [here, there] = await Promise.all([
    room({ members: [ada, grace] }),
    room({ members: [ada, grace], name: 'come back to' }),
  ]);
  const { page } = ada;
  const newLine = page.getByRole('separator', { name: 'New messages begin here' });
  const announced = page.getByRole('status', { name: 'New messages' });
  await fill(there, ada.person, lines(30));
  await enter(ada, there);
  const left = await row(page, 'Line 30.').elementHandle();
  await composer(page).pressSequentially('Begun ');
  await page.keyboard.press('Control+.');
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();

  await roomLine(page, here).click();
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue('');
  await expect(page.getByRole('log')).toHaveCount(1);
  await expect(page.getByRole('complementary', { name: 'Details' })).toHaveCount(0);
  await post(grace, there, 'While you were away');
  await expect(roomLine(page, there)).toContainText('1 unread message');
  await expect(announced).toHaveText('');

  await roomLine(page, there).click();
  await expect(newLine).toBeVisible();
  await expect(row(page, 'While you were away')).toBeInViewport();
  expect(await left?.isVisible(), 'the row that was drawn before').toBe(true);
  await expect(roomLine(page, there)).not.toContainText('unread');
  await expect(announced).toHaveText('');
  await expect(page.getByRole('complementary', { name: 'Details' })).toHaveCount(0);
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type('and ended');
  await expect(composer(page)).toHaveValue('Begun and ended');
  // Nor does a room that was left lie over it.
  await row(page, 'While you were away').hover();
  await expect(row(page, 'While you were away').getByRole('group')).toBeVisible();

  await page.keyboard.press('Alt+ArrowUp');
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue('');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue('Begun and ended');
  await expect(newLine).toHaveCount(0);
});

test('three rooms stay drawn, and the one left longest ago goes', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const names = ['first of four', 'second of four', 'third of four', 'last of four'];
  const all = await Promise.all(names.map((name) => room({ members: [ada], name })));
  await Promise.all(all.map((one) => fill(one, ada.person, lines(150))));
  const [first, ...others] = all;
  await enter(ada, first as (typeof all)[number]);
  for (const other of others) {
    await roomLine(ada.page, other).click();
    await expect(row(ada.page, 'Line 150.')).toBeInViewport();
  }
  await expect(ada.page.locator('[role="log"]')).toHaveCount(3);
  expect(await ada.page.locator('article').count()).toBeLessThan(300);
});

test('a room that was left with a dialog over it is in nobody’s way', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const [here, there] = await Promise.all([
    room({ members: [ada] }),
    room({ members: [ada], name: 'with a dialog', topic: 'Old' }),
  ]);
  const { page } = ada;
  await enter(ada, here);
  await roomLine(page, there).click();
  await page.getByRole('button', { name: 'Old' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await give(page.getByRole('log'), 'drop', [
    { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') },
  ]);
  await expect(page.getByRole('list', { name: 'Attached files' }).getByText('note.txt')).toBeVisible();
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(ids.toSorted(), 'each id once, in hidden rooms too').toEqual([...new Set(ids)].toSorted());
});

test('a link leads from one room to the door of another, and back', async ({ signedIn, room, baseURL }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const [here, closed] = await Promise.all([
    room({ members: [ada, grace] }),
    room({ members: [grace], kind: 'public' }),
  ]);
  const { page } = ada;
  await enter(ada, here);
  await post(grace, here, `More in ${baseURL}/rooms/${closed.id}`);
  await row(page, 'More in').getByRole('link', { name: closed.id }).click();
  await expect(page.getByRole('button', { name: 'Join this room' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(closed.name);

  await page.goBack();
  await expect(row(page, 'More in')).toBeVisible();
  await expect(roomLine(page, here)).toHaveAttribute('aria-current', 'page');
});
