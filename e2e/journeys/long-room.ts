import { sql } from 'drizzle-orm';
import type { Locator, Page } from 'playwright/test';
import { db } from '@/db/client';
import type { TestPerson, TestRoom } from '@/db/testing/people';
import { expect } from '../support/fixtures';
import { canPoint } from './chat-screen';

type Author = Pick<TestPerson, 'userId'>;

/**
 * A past of years: `count` messages, "Line 1." to the last, by turns and at even distances up to an hour ago, read by
 * everybody. They are of many heights, and every eleventh is code, which gets its colours later.
 */
export async function fillYears(
  room: TestRoom,
  authors: readonly [Author, Author],
  { count, years = 3 }: { count: number; years?: number },
): Promise<void> {
  const [first, second] = authors;
  await db().execute(sql`
    with place as (
      update rooms set last_seq = ${count}, rev = rev + ${count}, last_message_at = now() - interval '1 hour'
       where id = ${room.id}
      returning rev - ${count} as rev
    ),
    read as (
      update memberships set last_read_seq = ${count} where room_id = ${room.id}
    )
    insert into messages (room_id, seq, id, author_id, body, rev, created_at)
    select ${room.id}, n, gen_random_uuid(), case when n / 3 % 2 = 0 then ${first.userId} else ${second.userId} end::uuid,
           case when n % 11 = 0 then format(E'Line %s.\n\`\`\`js\nconst line = %s;\n\`\`\`', n, n)
                else format('Line %s.%s', n, repeat(' and more words', n % 23)) end,
           place.rev + n, now() - interval '1 hour' - (${count} - n) * (interval '1 year' * ${years} / ${count})
      from place, generate_series(1, ${count}) n`);
}

export async function messageAt(room: TestRoom, seq: number): Promise<{ id: string; day: string }> {
  const { rows } = await db().execute<{ id: string; day: string }>(sql`
    select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day
      from messages where room_id = ${room.id} and seq = ${seq}`);
  const [row] = rows;
  if (!row) throw new Error(`There is no message ${seq}.`);
  return row;
}

/** Turns the wheel by so many pixels a turn, and sees that the lines move by just that: nothing else moves them. */
export async function readOn(page: Page, { turns, by }: { turns: number; by: number }): Promise<void> {
  const answers = waitingAnswers(page);
  await page.getByRole('log').hover();
  for (let turn = 0; turn < turns; turn += 1) {
    await expect.poll(() => answers.size).toBe(0);
    await expect.poll(() => drawnBeyond(page, by)).toBeGreaterThanOrEqual(Math.abs(by));
    const line = await middleLine(page);
    await page.mouse.wheel(0, by);
    await expect.poll(async () => Math.abs((await lineAt(page, line.id)) - line.y + by)).toBeLessThan(1);
    await expect.poll(() => answers.size).toBe(0);
    expect(Math.abs((await lineAt(page, line.id)) - line.y + by), `after ${turn} turns`).toBeLessThan(1);
  }
  // A test that clicks before that would scroll, to look for another way to what it clicks on.
  await expect.poll(() => canPoint(page)).toBe(true);
}

/** How far one can scroll that way before what is drawn ends, in px. */
function drawnBeyond(page: Page, by: number): Promise<number> {
  return page.getByRole('log').evaluate(({ scrollTop, scrollHeight, clientHeight }, way) => {
    return way < 0 ? scrollTop : scrollHeight - clientHeight - scrollTop;
  }, by);
}

/** Pages that were asked for and are not here yet. */
function waitingAnswers(page: Page): ReadonlySet<unknown> {
  const waiting = new Set<unknown>();
  page.on('request', (request) => request.url().includes('/messages?') && waiting.add(request));
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  return waiting;
}

/** The message nearest the middle of what is seen of the log. */
export async function middleLine(page: Page): Promise<{ id: string; y: number }> {
  return page.getByRole('log').evaluate((log) => {
    const middle = log.getBoundingClientRect().top + log.clientHeight / 2;
    const lines = [...log.querySelectorAll<HTMLElement>('article')].map((line) => ({
      id: line.dataset['messageId'] ?? '',
      y: line.getBoundingClientRect().top,
    }));
    return lines.reduce((best, line) =>
      Math.abs(line.y - middle) < Math.abs(best.y - middle) ? line : best,
    );
  });
}

export function lineOf(page: Page, id: string): Locator {
  return page.locator(`article[data-message-id="${id}"]`);
}

async function lineAt(page: Page, id: string): Promise<number> {
  return lineOf(page, id).evaluate((line) => line.getBoundingClientRect().top);
}
