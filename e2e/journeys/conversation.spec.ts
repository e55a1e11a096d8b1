import { expect, test } from '../support/fixtures';
import { composer, enter, row, rows, say } from './chat-screen';

test('two people talk, and each sees the other without a reload', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);

  await say(ada.page, 'Is the kettle on?');
  await expect(row(grace.page, 'Is the kettle on?')).toContainText(ada.person.name);
  await say(grace.page, 'It is.');
  await expect(row(ada.page, 'It is.')).toContainText(grace.person.name);
  await expect(composer(grace.page)).toHaveValue('');
  await expect(composer(grace.page)).toBeFocused();
});

test('the very first message of a room bears its author’s name before it is stored', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await ada.context.route(`**/api/rooms/${tea.id}/messages/*`, async (request) => {
    await held;
    await request.continue();
  });
  await enter(ada, tea);
  await say(ada.page, 'Is anybody here?');
  const first = row(ada.page, 'Is anybody here?');
  await expect(first.locator('[aria-busy=true]')).toBeVisible();
  await expect(first).toContainText(ada.person.name);
  letGo();
  await expect(first.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(first).toContainText(ada.person.name);
});

test('what both write at once stands in one order on both screens', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);

  await Promise.all([sayAll(ada.page, 'one'), sayAll(grace.page, 'two')]);
  await expect(rows(ada.page)).toHaveCount(10);
  await expect(rows(grace.page)).toHaveCount(10);
  await expect(row(ada.page, 'Waiting to be sent')).toHaveCount(0);
  await expect.poll(() => idsOf(ada.page)).toEqual(await idsOf(grace.page));
});

async function sayAll(page: Parameters<typeof say>[0], word: string): Promise<void> {
  for (const turn of [1, 2, 3, 4, 5]) await say(page, `${word} ${turn}`);
}

function idsOf(page: Parameters<typeof say>[0]): Promise<(string | null)[]> {
  return rows(page).evaluateAll((list) => list.map((article) => article.getAttribute('data-message-id')));
}

test('Markdown is shown as it was meant, and code is coloured', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);

  await say(ada.page, '**strong** _leaning_ ~~gone~~ `inline` and https://example.test/tea');
  const marked = row(grace.page, 'leaning');
  await expect(marked.getByRole('strong')).toHaveText('strong');
  await expect(marked.getByRole('emphasis')).toHaveText('leaning');
  await expect(marked.getByRole('deletion')).toHaveText('gone');
  await expect(marked.getByRole('code')).toHaveText('inline');
  const link = marked.getByRole('link', { name: 'https://example.test/tea' });
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(link).toHaveAttribute('target', '_blank');

  await say(ada.page, '```ts\nconst kettle = "on";\n```');
  const code = grace.page.getByRole('group', { name: 'Code, ts' });
  await expect(code).toHaveText('const kettle = "on";');
  const [plain, keyword] = await Promise.all([
    code.evaluate((element) => getComputedStyle(element).color),
    code.getByText('const', { exact: true }).evaluate((element) => getComputedStyle(element).color),
  ]);
  expect(keyword).not.toBe(plain);
});

test('Enter sends, Shift+Enter begins a line, and a blank field sends nothing', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const field = composer(ada.page);
  const send = ada.page.getByRole('button', { name: 'Send' });

  await expect(send).toBeDisabled();
  await field.fill('   ');
  await field.press('Enter');
  await expect(send).toBeDisabled();
  await expect(rows(ada.page)).toHaveCount(0);

  await field.fill('first line');
  await field.press('Shift+Enter');
  await field.pressSequentially('second line');
  await expect(field).toHaveValue('first line\nsecond line');
  await field.press('Enter');
  await expect(row(ada.page, 'first line')).toContainText('second line');
  await expect(rows(ada.page)).toHaveCount(1);
});

test('Enter belongs to the input method while it composes', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const field = composer(ada.page);
  await field.focus();
  const devtools = await ada.context.newCDPSession(ada.page);

  await devtools.send('Input.imeSetComposition', { text: 'おちゃ', selectionStart: 3, selectionEnd: 3 });
  await expect(field).toHaveValue('おちゃ');
  await field.press('Enter');
  await expect(field).toHaveValue(/おちゃ/);
  await expect(rows(ada.page)).toHaveCount(0);

  await devtools.send('Input.insertText', { text: 'お茶' });
  await field.press('Enter');
  await expect(row(ada.page, 'お茶')).toBeVisible();
  await expect(rows(ada.page)).toHaveCount(1);
});

test('a text over the limit is not sent, and says how much is too much', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);

  await composer(ada.page).fill('x'.repeat(7_600));
  await expect(ada.page.getByText('400 characters left')).toBeVisible();
  await composer(ada.page).fill('x'.repeat(8_001));
  await expect(ada.page.getByText('1 character too many')).toBeVisible();
  await composer(ada.page).press('Enter');
  await expect(ada.page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await expect(rows(ada.page)).toHaveCount(0);
});
