import { expect, test } from '../support/fixtures';
import { act, composer, enter, expectLive, fill, post, roomLine, row, say } from './chat-screen';

const newLine = { name: 'New messages begin here' };

test('unread is bold and counted, and the room opens with a line above the first new message', async ({
  signedIn,
  room,
}) => {
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const [here, there] = await Promise.all([
    room({ members: [ada, grace] }),
    room({ members: [ada, grace], name: 'elsewhere with news' }),
  ]);
  await enter(ada, here);
  await expect(roomLine(ada.page, there)).not.toContainText('unread');

  await post(grace, there, 'The first new one');
  await post(grace, there, 'The second new one');
  await expect(roomLine(ada.page, there)).toContainText('2 unread messages');
  await expect(roomLine(ada.page, there)).toHaveCSS('font-weight', '600');
  const { id } = await post(grace, there, 'The third, taken back');
  await expect(roomLine(ada.page, there)).toContainText('3 unread messages');
  await grace.request.delete(`/api/rooms/${there.id}/messages/${id}`);
  await expect(roomLine(ada.page, there)).toContainText('2 unread messages');

  await roomLine(ada.page, there).click();
  await expect(row(ada.page, 'The second new one')).toBeVisible();
  const line = await ada.page.getByRole('separator', newLine).boundingBox();
  const first = await row(ada.page, 'The first new one').boundingBox();
  expect(line?.y).toBeLessThan(first?.y ?? 0);
  await expect(roomLine(ada.page, there)).not.toContainText('unread');

  await composer(ada.page).press('Escape');
  await expect(ada.page.getByRole('separator', newLine)).toHaveCount(0);
});

test('own messages are never unread', async ({ signedIn, secondBrowser, room }) => {
  const ada = await signedIn('ada');
  const phone = await secondBrowser(ada);
  const [here, there] = await Promise.all([
    room({ members: [ada] }),
    room({ members: [ada], name: 'written elsewhere' }),
  ]);
  await enter(ada, here);
  await enter(phone, there);
  await say(phone.page, 'To myself');
  await post(phone, here, 'The stream is through');
  await expect(row(ada.page, 'The stream is through')).toBeVisible();
  await expect(roomLine(ada.page, there)).not.toContainText('unread');
});

test('read on one device is read on the others', async ({ signedIn, secondBrowser, room }) => {
  const laptop = await signedIn('ada');
  const grace = await signedIn('grace');
  const phone = await secondBrowser(laptop);
  const [here, there] = await Promise.all([
    room({ members: [laptop, grace] }),
    room({ members: [laptop, grace], name: 'read on the phone' }),
  ]);
  await Promise.all([enter(laptop, here), enter(phone, here)]);
  await post(grace, there, 'For both devices');
  await expect(roomLine(laptop.page, there)).toContainText('1 unread message');

  await roomLine(phone.page, there).click();
  await expect(row(phone.page, 'For both devices')).toBeVisible();
  await expect(roomLine(laptop.page, there)).not.toContainText('unread');
});

test('"Mark unread from here" brings the count back, on every device, until the room is opened again', async ({
  signedIn,
  secondBrowser,
  room,
}) => {
  const laptop = await signedIn('ada');
  const grace = await signedIn('grace');
  const phone = await secondBrowser(laptop);
  const [here, there] = await Promise.all([
    room({ members: [laptop, grace] }),
    room({ members: [laptop, grace], name: 'kept for later' }),
  ]);
  await fill(there, grace.person, ['one', 'two', 'three', 'four']);
  await enter(phone, here);
  await enter(laptop, there);
  await expect(roomLine(phone.page, there)).not.toContainText('unread');

  await act(laptop.page, 'two', 'Mark unread from here');
  await expect(roomLine(phone.page, there)).toContainText('3 unread messages');
  await expect(roomLine(laptop.page, there)).toContainText('3 unread messages');
  await expect(laptop.page.getByRole('separator', newLine)).toBeVisible();

  await roomLine(laptop.page, here).click();
  await expectLive(laptop.page);
  await expect(roomLine(laptop.page, there)).toContainText('3 unread messages');
  await roomLine(laptop.page, there).click();
  await expect(roomLine(laptop.page, there)).not.toContainText('unread');
  await expect(roomLine(phone.page, there)).not.toContainText('unread');
});
