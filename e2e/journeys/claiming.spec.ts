import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { expect, test } from '../support/fixtures';
import { composer, enter, expectLive, fill, row } from './chat-screen';

test('who follows the link made for an imported person is that person, words and all', async ({
  signedIn,
  stranger,
  room,
}) => {
  const ada = await signedIn('ada', { role: 'admin' });
  const name = `babbage ${randomUUID().slice(0, 8)}`;
  const { rows } = await db().execute<{ userId: string }>(
    sql`insert into users (name) values (${name}) returning id as "userId"`,
  );
  const imported = { userId: rows[0]?.userId ?? '' };
  const tea = await room({ kind: 'public', members: [ada.person, { ...ada.person, ...imported }] });
  await fill(tea, imported, ['The engine needs tee']);

  await ada.page.goto('/people');
  await ada.page.getByRole('searchbox', { name: 'Find people by name' }).fill(name);
  const line = ada.page.getByRole('listitem').filter({ hasText: name });
  await expect(line).toContainText('Imported');
  await line.getByRole('button', { name: `More about ${name}` }).click();
  await ada.page.getByRole('menuitem', { name: 'Invite to claim…' }).click();
  await ada.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await ada.page.getByRole('textbox', { name: 'Link for this person' }).inputValue();

  const { page, context } = await stranger();
  await page.goto(link);
  await expect(page.getByText(`You will be ${name}, and what ${name} wrote is yours.`)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
  await page.getByRole('textbox', { name: 'Name' }).fill('Charles');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${randomUUID()}@example.test`);
  await page.getByRole('textbox', { name: 'Password' }).fill('bernoulli numbers');
  await page.getByRole('button', { name: 'Join as this person' }).click();
  await expectLive(page);
  await enter({ page }, tea);
  await composer(page).press('ArrowUp');
  const editor = page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toHaveValue('The engine needs tee');
  await editor.fill('The engine needs tea');
  await editor.press('Enter');

  await enter(ada, tea);
  await expect(row(ada.page, 'The engine needs tea')).toContainText('Charles');
  const late = await context.newPage();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This invite no longer works' })).toBeVisible();
});
