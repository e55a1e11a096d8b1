import { expect, test } from '../support/fixtures';
import { composer, enter, expectLive, post, roomLine, row } from './chat-screen';

test('whoever is removed while reading loses the room within two seconds, and keeps the draft', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const alan = await signedIn('alan');
  const tea = await room({ members: [ada, grace, alan] });
  await Promise.all([enter(grace, tea), enter(alan, tea)]);
  await composer(grace.page).fill('Half a thought');

  const answer = await ada.request.delete(`/api/rooms/${tea.id}/members/${grace.person.userId}`);
  expect(answer.status()).toBe(204);
  await expect(grace.page.getByRole('heading', { name: 'You no longer have access' })).toBeVisible({
    timeout: 2_000,
  });
  await expect(grace.page.getByText('Half a thought')).toBeVisible();
  await expect(grace.page.getByRole('heading', { name: tea.name, level: 1 })).toBeVisible();
  await expect(roomLine(grace.page, tea)).toHaveCount(0);

  await post(ada, tea, 'Among ourselves');
  await expect(row(alan.page, 'Among ourselves')).toBeVisible();
  await expect(grace.page.getByText('Among ourselves')).toHaveCount(0);
});

test('whoever is added again finds the room and the draft', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  const seat = `/api/rooms/${tea.id}/members/${grace.person.userId}`;
  await enter(grace, tea);
  await composer(grace.page).fill('Half a thought');
  expect((await ada.request.delete(seat)).status()).toBe(204);
  await expect(grace.page.getByRole('heading', { name: 'You no longer have access' })).toBeVisible();

  expect((await ada.request.put(seat, { data: {} })).ok()).toBe(true);
  await expect(composer(grace.page)).toHaveValue('Half a thought');
  await post(ada, tea, 'Welcome back');
  await expect(row(grace.page, 'Welcome back')).toBeVisible();
});

test('a session ended elsewhere leads to sign-in, and back to the room and the draft', async ({
  signedIn,
  secondBrowser,
  room,
  problems,
}) => {
  problems.expect(/status of 401/);
  const laptop = await signedIn('ada');
  const phone = await secondBrowser(laptop);
  const tea = await room({ members: [laptop] });
  await enter(laptop, tea);
  await composer(laptop.page).fill('To be continued');

  expect((await phone.request.delete(`/api/sessions/${laptop.person.sessionId}`)).status()).toBe(204);
  const wall = laptop.page.getByRole('alertdialog', { name: 'Your session is over' });
  await expect(wall).toBeVisible();
  await wall.getByRole('button', { name: 'Sign in again' }).click();
  await expect(laptop.page.getByRole('heading', { name: 'Sign in to Tests' })).toBeVisible();
  expect(new URL(laptop.page.url()).searchParams.get('to')).toBe(`/rooms/${tea.id}`);

  // As the form would: these people have no password.
  await laptop.context.addCookies(await phone.context.cookies());
  await laptop.page.reload();
  await expect(laptop.page).toHaveURL(`/rooms/${tea.id}`);
  await expectLive(laptop.page);
  await expect(composer(laptop.page)).toHaveValue('To be continued');
});

test('an archived room can be read, but not written in', async ({ signedIn, room }) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const tea = await room({ members: [ada, grace] });
  await post(ada, tea, 'The last word');
  await Promise.all([enter(ada, tea), enter(grace, tea)]);

  await ada.page.getByRole('button', { name: 'Room menu' }).click();
  await ada.page.getByRole('menuitem', { name: 'Archive' }).click();
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click();
  for (const { page } of [ada, grace]) {
    await expect(
      page.getByText('This room is archived. It can be read, but nobody can write.'),
    ).toBeVisible();
    await expect(composer(page)).toHaveCount(0);
    await expect(row(page, 'The last word')).toBeVisible();
    // Put away, and still where one is.
    await expect(roomLine(page, tea)).toBeVisible();
    await expect(roomLine(page, tea)).toHaveAttribute('aria-current', 'page');
  }
  await grace.page.reload();
  await expect(row(grace.page, 'The last word')).toBeVisible();
  await expect(composer(grace.page)).toHaveCount(0);
});
