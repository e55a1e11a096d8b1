import type { TestRoom } from '@/db/testing/people';
import { expect, type Someone, test } from '../support/fixtures';
import { enter, expectLive, fill, roomLine, rows } from './chat-screen';

// High enough that every row of a room is drawn.
const viewport = { width: 1_280, height: 4_000 };

test('whoever slept through three hundred changes sees what a fresh load shows', async ({
  signedIn,
  secondBrowser,
  room,
  problems,
}) => {
  test.slow();
  problems.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK/);
  const ada = await signedIn('ada');
  const grace = await signedIn('grace');
  const members = [grace, ada];
  const open = await room({ members });
  const held = await room({ members });
  const never = await room({ members });
  const lost = await room({ members });
  await Promise.all([open, held, never].map((place) => fill(place, grace.person, before)));
  await ada.page.setViewportSize(viewport);
  await enter(ada, held);
  await expect(rows(ada.page)).toHaveCount(before.length);
  await roomLine(ada.page, open).click();
  await expect(rows(ada.page)).toHaveCount(before.length);
  await expect(roomLine(ada.page, open)).not.toContainText('unread');

  await ada.context.setOffline(true);
  await Promise.all([open, held, never].map((place) => changeMuch(grace, place)));
  const taken = await grace.request.delete(`/api/rooms/${lost.id}/members/${ada.person.userId}`);
  expect(taken.status()).toBe(204);
  const found = await room({ members });
  await ada.context.setOffline(false);
  await expectLive(ada.page);

  const fresh = await secondBrowser(ada);
  await fresh.page.setViewportSize(viewport);
  await fresh.page.goto('/browse');
  await expect(roomLine(fresh.page, held)).toContainText('40 unread messages');
  await expect(roomLine(fresh.page, never)).toContainText('50 unread messages');
  await expect(roomLine(fresh.page, found)).toBeVisible();
  await expect(roomLine(fresh.page, lost)).toHaveCount(0);
  await expect(async () => expect(await sidebar(ada.page)).toEqual(await sidebar(fresh.page))).toPass();

  for (const place of [open, held, never]) {
    await roomLine(fresh.page, place).click();
    await roomLine(ada.page, place).click();
    await expect(rows(fresh.page)).toHaveCount(70);
    await expect.poll(() => content(ada.page)).toEqual(await content(fresh.page));
  }
});

const whileAway = Array.from({ length: 50 }, (_, turn) => `While away ${turn + 1}`);
const before = Array.from({ length: 20 }, (_, turn) => `Before ${turn + 1}`);

/** A hundred changes: 50 messages, 30 edits and 20 deletions, of what ada had seen and of what she had not. */
async function changeMuch(grace: Someone, place: TestRoom): Promise<void> {
  const path = `/api/rooms/${place.id}/messages`;
  await fill(place, grace.person, whileAway);
  const answer = await (await grace.request.get(path)).json();
  const all: { id: string; version: number }[] = answer.messages;
  expect(all).toHaveLength(before.length + whileAway.length);
  for (const { id, version } of all.slice(0, 30)) {
    const edit = { body: `Edited ${id}`, version };
    expect((await grace.request.patch(`${path}/${id}`, { data: edit })).status()).toBe(200);
  }
  for (const { id } of all.slice(10, 30)) {
    expect((await grace.request.delete(`${path}/${id}`)).status()).toBe(200);
  }
}

function sidebar(page: Someone['page']): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').allInnerTexts();
}

/** Each message by id and text. Who stands above it, and when, depends on where one stopped reading. */
function content(page: Someone['page']): Promise<string[]> {
  return rows(page).evaluateAll((list) =>
    list.map((article) => {
      const copy = article.cloneNode(true) as HTMLElement;
      for (const part of copy.querySelectorAll('header, [aria-hidden], time:not([title^="Edited"])')) {
        part.remove();
      }
      return `${article.getAttribute('data-message-id')} ${copy.textContent}`;
    }),
  );
}
