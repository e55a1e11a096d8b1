import { expect, test } from '../support/fixtures';
import { act, composer, enter, fill, post, row, rows, say } from './chat-screen';

test('↑ edits the last own message, and everybody sees the new text', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);
  await say(ada.page, 'Tee at four');
  await say(grace.page, 'You mean tea.');
  await expect(row(ada.page, 'You mean tea.')).toBeVisible();

  await composer(ada.page).press('ArrowUp');
  const editor = ada.page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue('Tee at four');
  await editor.fill('Tea at four');
  await editor.press('Enter');
  for (const { page } of [ada, grace]) {
    await expect(row(page, 'Tea at four')).toContainText('(edited)');
    await expect(row(page, 'Tee at four')).toHaveCount(0);
  }
  await expect(composer(ada.page)).toBeFocused();
});

test('Esc leaves the message as it was', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  await say(ada.page, 'As it was');

  await act(ada.page, 'As it was', 'Edit');
  const editor = ada.page.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('Something else');
  await editor.press('Escape');
  await expect(editor).toBeHidden();
  await expect(row(ada.page, 'As it was')).not.toContainText('(edited)');
});

test('a deleted message leaves its place and nothing else, for everybody', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);
  await say(ada.page, 'Said too soon');
  await say(ada.page, 'Said after it');
  await expect(rows(grace.page)).toHaveCount(2);

  await act(ada.page, 'Said too soon', 'Delete');
  const question = ada.page.getByRole('alertdialog', { name: 'Delete this message?' });
  await question.getByRole('button', { name: 'Delete' }).click();
  for (const { page } of [ada, grace]) {
    await expect(rows(page)).toHaveText([/This message was deleted\./, /Said after it/]);
    await expect(page.getByText('Said too soon')).toHaveCount(0);
  }
});

test('another person’s message offers neither edit nor delete', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await post(ada, tea, 'Mine alone');
  await enter(grace, tea);

  await row(grace.page, 'Mine alone').hover();
  const bar = row(grace.page, 'Mine alone').getByRole('group', {
    name: 'What can be done with this message',
  });
  await expect(bar.getByRole('button', { name: 'Copy text' })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await expect(bar.getByRole('button', { name: 'Delete' })).toHaveCount(0);
});

test('two devices that edit at once are shown both texts', async ({
  signedIn,
  secondBrowser,
  room,
  problems,
}) => {
  problems.expect(/status of 409/);
  const laptop = await signedIn('ada');
  const phone = await secondBrowser(laptop);
  const tea = await room({ members: [laptop] });
  await post(laptop, tea, 'The first text');
  await Promise.all([enter(laptop, tea), enter(phone, tea)]);

  await composer(laptop.page).press('ArrowUp');
  const editor = laptop.page.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('From the laptop');
  await composer(phone.page).press('ArrowUp');
  await phone.page.getByRole('textbox', { name: 'Edit message' }).fill('From the phone');
  await phone.page.getByRole('textbox', { name: 'Edit message' }).press('Enter');
  await expect(row(phone.page, 'From the phone')).toContainText('(edited)');
  await post(phone, tea, 'So the laptop has heard of it');
  await expect(row(laptop.page, 'So the laptop has heard of it')).toBeVisible();

  await editor.press('Enter');
  await expect(laptop.page.getByRole('heading', { name: 'Saved meanwhile' })).toBeVisible();
  await expect(laptop.page.getByText('From the phone')).toBeVisible();
  await expect(laptop.page.getByText('From the laptop')).toBeVisible();
  await expect(row(phone.page, 'From the laptop')).toHaveCount(0);
  await laptop.page.getByRole('button', { name: 'Keep mine' }).click();
  for (const { page } of [laptop, phone])
    await expect(row(page, 'From the laptop')).toContainText('(edited)');
});

test('what was typed into a message that is deleted elsewhere stays, and moves into a new one', async ({
  signedIn,
  secondBrowser,
  room,
}) => {
  const laptop = await signedIn('ada');
  const phone = await secondBrowser(laptop);
  const tea = await room({ members: [laptop] });
  const { id } = await post(laptop, tea, 'Soon to be gone');
  await enter(laptop, tea);
  await composer(laptop.page).fill('Begun before');
  await act(laptop.page, 'Soon to be gone', 'Edit');
  const editor = laptop.page.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('A long thought, typed with care');

  const answer = await phone.request.delete(`/api/rooms/${tea.id}/messages/${id}`);
  expect(answer.ok()).toBe(true);
  await expect(rows(laptop.page)).toContainText('This message was deleted');
  const kept = laptop.page.getByRole('textbox', { name: 'What you wrote' });
  await expect(kept).toHaveValue('A long thought, typed with care');
  await laptop.page.getByRole('button', { name: 'Move to the message field' }).click();
  await expect(kept).toBeHidden();
  await expect(composer(laptop.page)).toHaveValue('Begun before\n\nA long thought, typed with care');
  await expect(composer(laptop.page)).toBeFocused();
  await expect(rows(laptop.page)).toHaveText([/This message was deleted\./]);
});

test('what is typed into a message stays while one looks elsewhere', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await fill(
    tea,
    ada.person,
    Array.from({ length: 280 }, (_, turn) => `Line ${turn + 1}.`),
  );
  await enter(ada, tea);
  await act(ada.page, 'Line 280.', 'Edit');
  const editor = ada.page.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('Half a thought');
  const log = ada.page.getByRole('log');
  await log.hover();
  await expect(async () => {
    await ada.page.mouse.wheel(0, -2_000);
    await expect(row(ada.page, 'Line 1.')).toBeInViewport({ timeout: 50 });
  }).toPass({ intervals: [50] });
  await expect(editor).not.toBeInViewport();
  await expect(editor).toHaveValue('Half a thought');
  await expect(async () => {
    await ada.page.mouse.wheel(0, 2_000);
    await expect(row(ada.page, 'Line 279.')).toBeInViewport({ timeout: 50 });
  }).toPass({ intervals: [50] });
  await expect(editor).toHaveValue('Half a thought');

  await ada.page.reload();
  await expect(editor).toHaveValue('Half a thought');
});
