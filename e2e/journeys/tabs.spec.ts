import { expect, test } from '../support/fixtures';
import { composer, enter, post, row, say } from './chat-screen';

test('the tabs of one person share one stream, and the next takes it over', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  const streams: string[] = [];
  ada.context.on('request', (request) => {
    if (request.url().includes('/api/stream')) streams.push(request.url());
  });

  await enter(ada, tea);
  const second = await ada.context.newPage();
  await enter({ page: second }, tea);
  await post(grace, tea, 'To both tabs.');
  await expect(row(ada.page, 'To both tabs.')).toBeVisible();
  await expect(row(second, 'To both tabs.')).toBeVisible();
  expect(streams).toHaveLength(1);

  await ada.page.close();
  await expect.poll(() => streams.length).toBe(2);
  await post(grace, tea, 'To the tab that is left.');
  await expect(row(second, 'To the tab that is left.')).toBeVisible();
  expect(streams).toHaveLength(2);
});

test('what one tab sends stands in the other at once, and is stored once', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const tea = await room({ members: [ada] });
  await enter(ada, tea);
  const second = await ada.context.newPage();
  await enter({ page: second }, tea);

  await say(second, 'From the second tab.');
  await expect(row(ada.page, 'From the second tab.')).toHaveCount(1);
  await expect(row(second, 'From the second tab.')).toHaveCount(1);
  await expect(composer(second)).toHaveValue('');
});
