import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Locator, Page } from 'playwright/test';
import { db } from '@/db/client';
import type { TestPerson, TestRoom } from '@/db/testing/people';
import { expect, type Someone } from '../support/fixtures';

/** Opens the room and waits until the browser has taken over and hears the stream. */
export async function enter({ page }: Pick<Someone, 'page'>, room: Pick<TestRoom, 'id'>): Promise<void> {
  await page.goto(`/rooms/${room.id}`);
  await expectLive(page);
}

/** What the server draws before the browser takes over has no name yet. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByRole('log', { name: /^Messages in/ })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('img', { name: 'Connected' })).toBeVisible({ timeout: 15_000 });
}

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message to/ });
}

export function rows(page: Page): Locator {
  return page.getByRole('log').getByRole('article');
}

export function row(page: Page, text: string | RegExp): Locator {
  return rows(page).filter({ hasText: text });
}

/** The room's line in the sidebar. */
export function roomLine(page: Page, room: Pick<TestRoom, 'name'>): Locator {
  return page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: room.name });
}

/** Writes as a person does. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** Something from the bar that hangs over a row when it is pointed at. */
export async function act(page: Page, text: string, name: string): Promise<void> {
  await row(page, text).hover();
  await row(page, text).getByRole('button', { name, exact: true }).click();
}

/** Resolves when what was done before is on screen. */
export function nextFrame(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Whether the row in the middle of the log can be pointed at: not while the wheel turns. */
export function canPoint(page: Page): Promise<boolean> {
  return page.getByRole('log').evaluate((log) => {
    const { x, y, width, height } = log.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.closest('[data-seq]') != null;
  });
}

/** A message sent past the screen, as another device would. */
export async function post({ request }: Pick<Someone, 'request'>, room: TestRoom, body: string) {
  const answer = await request.put(`/api/rooms/${room.id}/messages/${randomUUID()}`, { data: { body } });
  expect(answer.status()).toBe(201);
  const { message } = await answer.json();
  return message as { id: string; seq: number; version: number };
}

/** A past of the room: `bodies` by `author`, faster than anybody may send. */
export async function fill(
  room: TestRoom,
  author: Pick<TestPerson, 'userId'>,
  bodies: readonly string[],
): Promise<void> {
  await db().execute(sql`
    with place as (
      update rooms set last_seq = last_seq + ${bodies.length}, rev = rev + ${bodies.length}, last_message_at = now()
       where id = ${room.id}
      returning last_seq - ${bodies.length} as seq, rev - ${bodies.length} as rev
    )
    insert into messages (room_id, seq, id, author_id, body, rev, created_at)
    select ${room.id}, place.seq + n, gen_random_uuid(), ${author.userId}, body, place.rev + n,
           now() + n * interval '1 millisecond'
      from place, unnest(${sql.param(bodies)}::text[]) with ordinality as list (body, n)`);
}

/** The bodies stored in a room, in their order. */
export async function stored(room: TestRoom): Promise<string[]> {
  const { rows: found } = await db().execute<{ body: string }>(
    sql`select body from messages where room_id = ${room.id} order by seq`,
  );
  return found.map(({ body }) => body);
}
