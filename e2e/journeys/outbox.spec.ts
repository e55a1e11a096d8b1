import { expect, test } from '../support/fixtures';
import { composer, enter, expectLive, row, rows, say, stored } from './chat-screen';

const sends = '**/api/rooms/*/messages/*';
const lostConnection = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK/;

test('what is written offline waits, outlives a reload and is sent once', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(lostConnection);
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await Promise.all([enter(ada, tea), enter(grace, tea)]);

  await ada.context.setOffline(true);
  await say(ada.page, 'Written in a tunnel.');
  await say(ada.page, 'And another.');
  await expect(row(ada.page, 'And another.')).toContainText('Waiting to be sent');
  const bar = ada.page.getByText('No connection. What you write is kept and sent later.');
  await expect(bar).toBeVisible({ timeout: 10_000 });
  await expect(ada.page.getByRole('button', { name: 'Try now' })).toBeVisible();

  // A page can be loaded again, a message not yet sent.
  await ada.context.route(sends, (request) => request.abort());
  await ada.context.setOffline(false);
  await ada.page.reload();
  await expectLive(ada.page);
  await expect(bar).toBeHidden();
  await expect(rows(ada.page)).toHaveText([/Written in a tunnel\./, /And another\./]);
  await expect(rows(grace.page)).toHaveCount(0);

  await ada.context.unroute(sends);
  await expect(rows(grace.page)).toHaveText([/Written in a tunnel\./, /And another\./], { timeout: 10_000 });
  await expect(ada.page.getByText(/Waiting to be sent|Next try in/)).toHaveCount(0);
  expect(await stored(tea)).toEqual(['Written in a tunnel.', 'And another.']);
});

test('an answer that was lost is no second message', async ({ signedIn, room, problems }) => {
  problems.expect(lostConnection);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const answers: number[] = [];
  ada.page.on('response', (answer) => {
    if (answer.request().method() === 'PUT' && answer.url().includes('/messages/'))
      answers.push(answer.status());
  });

  await ada.context.route(
    sends,
    async (request) => {
      expect((await request.fetch()).status()).toBe(201);
      await request.abort();
    },
    { times: 1 },
  );
  await say(ada.page, 'Only once.');
  await expect.poll(() => answers, { timeout: 10_000 }).toEqual([200]);
  await expect(rows(ada.page)).toHaveCount(1);
  expect(await stored(tea)).toEqual(['Only once.']);
});

const refusal = {
  status: 409,
  json: { error: { code: 'conflict', message: 'archived', requestId: 'r', params: { reason: 'archived' } } },
};

test('a message that is refused says why, and goes on Try again, in its order', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/status of 409/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  await ada.context.route(sends, (request) => request.fulfill(refusal));

  await say(ada.page, 'The first.');
  await expect(row(ada.page, 'The first.').getByRole('alert')).toContainText(
    'Not sent. This room is archived',
  );
  await say(ada.page, 'The second.');
  await expect(row(ada.page, 'The second.')).toContainText('Waiting to be sent');

  await ada.context.unroute(sends);
  await row(ada.page, 'The first.').getByRole('button', { name: 'Try again' }).click();
  await expect(ada.page.getByText('Waiting to be sent')).toHaveCount(0);
  await expect.poll(() => stored(tea)).toEqual(['The first.', 'The second.']);
  await expect(rows(ada.page)).toHaveText([/The first\./, /The second\./]);
});

test('a refused message can be deleted, and no longer holds the next one', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(/status of 409/);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  await ada.context.route(sends, (request) => request.fulfill(refusal), { times: 1 });

  await say(ada.page, 'Not wanted.');
  await expect(row(ada.page, 'Not wanted.').getByRole('alert')).toBeVisible();
  await say(ada.page, 'Wanted.');
  await row(ada.page, 'Not wanted.').getByRole('button', { name: 'Delete' }).click();
  await expect(rows(ada.page)).toHaveText([/Wanted\./]);
  await expect.poll(() => stored(tea)).toEqual(['Wanted.']);
});

test('signing out asks while something is unsent, and leaves nothing on the device', async ({
  signedIn,
  room,
  problems,
}) => {
  problems.expect(lostConnection);
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  await ada.context.route(sends, (request) => request.abort());
  await say(ada.page, 'Never sent.');
  await composer(ada.page).fill('Never finished.');
  await signOut(ada.page);

  const question = ada.page.getByRole('alertdialog', { name: 'Sign out with unsent messages?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(row(ada.page, 'Never sent.')).toBeVisible();

  await signOut(ada.page);
  await question.getByRole('button', { name: 'Sign out and delete them' }).click();
  await expect(ada.page).toHaveURL(/\/sign-in/);
  expect(await ada.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual(
    [],
  );
  expect(
    await ada.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft'))),
  ).toEqual([]);
  expect((await ada.request.get('/api/me')).status()).toBe(401);
});

async function signOut(page: Parameters<typeof say>[0]): Promise<void> {
  await page.getByRole('button', { name: /^Tests/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}
