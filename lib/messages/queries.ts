import 'server-only';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { prepared } from '@/db/prepared';
import { messages } from '@/db/schema/messages';
import type { Attachments } from '@/lib/attachments/contract';
import { cardsOfMessages } from '@/lib/attachments/queries';
import { notFound } from '@/lib/errors';
import type { Membership } from '@/lib/rooms/membership';
import type { UserCards } from '@/lib/users/contract';
import { cardJson } from '@/lib/users/queries';
import type { Message, Page, PageQuery } from './contract';
import { pageRange } from './page-range';
import { type MessageRow, messageJson, toMessage } from './wire';

/**
 * A page of a room's log. seq is dense and tombstones are rows, so a page is a range of seqs and its cost does not
 * depend on where it lies. The room's rev and end come from the membership, read before the rows. `publicHost`: the
 * name that the reader's browser knows us by, for the addresses of thumbnails.
 */
export async function readPage(membership: Membership, query: PageQuery, publicHost?: string): Promise<Page> {
  const { roomId, lastSeq, rev, epoch } = membership;
  const { first, last } = pageRange(await resolvePlace(membership, query), lastSeq);
  const { rows, users } = pageOf(await rangeOf(query.limit)({ roomId, first, last }));
  const attachmentIds = rows.flatMap((row) => row.attachmentIds ?? []);
  return {
    messages: rows.map(toMessage),
    users,
    ...(await attachmentsOf(membership, attachmentIds, publicHost)),
    hasBefore: lastSeq > 0 && first > 1,
    hasAfter: last < lastSeq,
    rev,
    epoch,
  };
}

/** One message of a room the viewer is in. */
export async function requireMessage(
  membership: Membership,
  id: string,
  publicHost?: string,
): Promise<{ message: Message; users: UserCards; attachments?: Attachments }> {
  const found = await findMessage(membership, id);
  if (!found) throw notFound();
  const ids = found.message.deleted ? [] : (found.message.attachmentIds ?? []);
  return { ...found, ...(await attachmentsOf(membership, ids, publicHost)) };
}

export async function findMessage(
  membership: Membership,
  id: string,
): Promise<{ message: Message; users: UserCards } | null> {
  const { rows, users } = pageOf(await byId({ roomId: membership.roomId, id }));
  const [row] = rows;
  return row ? { message: toMessage(row), users } : null;
}

/** One query for all of them; none for a page without, or where all are known. */
async function attachmentsOf(
  membership: Membership,
  ids: readonly string[],
  publicHost: string | undefined,
): Promise<{ attachments?: Attachments }> {
  return ids.length > 0 ? { attachments: await cardsOfMessages(membership, ids, publicHost) } : {};
}

/** Message ids and instants become seqs; seqs stay. */
async function resolvePlace(membership: Membership, query: PageQuery) {
  const { limit, before, after, around, at } = query;
  if (typeof around === 'string') return { limit, around: await seqOfMessage(membership, around) };
  if (at !== undefined) {
    const seq = await seqAtInstant(membership, at);
    return seq > membership.lastSeq ? { limit } : { limit, around: seq };
  }
  return { limit, before, after, around };
}

async function seqOfMessage(membership: Membership, id: string): Promise<number> {
  const [row] = await db()
    .select({ seq: messages.seq })
    .from(messages)
    .where(and(eq(messages.roomId, membership.roomId), eq(messages.id, id)));
  if (!row) throw notFound();
  return row.seq;
}

/** The first seq at or after an instant, by binary search on the primary key: created_at never falls as seq grows. */
async function seqAtInstant(membership: Membership, at: string): Promise<number> {
  const { rows } = await db().execute<{ seq: number }>(sql`
    with recursive search(low, high) as (
      select 1::bigint, ${membership.lastSeq}::bigint + 1
      union all
      select case when m.created_at < ${at}::timestamptz then m.seq + 1 else s.low end,
             case when m.created_at < ${at}::timestamptz then s.high else m.seq end
      from search s join messages m on m.room_id = ${membership.roomId} and m.seq = (s.low + s.high) / 2
      where s.low < s.high
    )
    select low as seq from search where low = high`);
  return rows[0]?.seq ?? membership.lastSeq + 1;
}

type Selected = { rows: MessageRow[] | null; users: UserCards | null };

/**
 * The first `limit` messages `m` that are so, and the cards of their authors, as JSON that Postgres makes: read row by
 * row a page costs the driver several times as much. The limit stands in the text, as from a parameter nobody could
 * tell how few rows a kept plan is made for.
 */
function selectMessages<Name extends string>(areSo: SQL, limit: number) {
  return prepared<Selected, Name>(sql`
    with page as materialized (
      select * from messages m where ${areSo} order by m.seq limit ${sql.raw(String(limit))}
    )
    select (select json_agg(${messageJson} order by m.seq) from page m) as rows,
           (select json_object_agg(u.id, ${cardJson}) from users u where u.id in (select author_id from page)) as users`);
}

const inRoom = sql`m.room_id = ${sql.placeholder('roomId')}`;
const byId = selectMessages<'roomId' | 'id'>(sql`${inRoom} and m.id = ${sql.placeholder('id')}`, 1);
const inRange = sql`${inRoom} and m.seq between ${sql.placeholder('first')} and ${sql.placeholder('last')}`;
/** By limit, of which there are as many as the contract lets through. */
const ranges = new Map<number, ReturnType<typeof selectMessages<'roomId' | 'first' | 'last'>>>();

function rangeOf(limit: number) {
  const known = ranges.get(limit) ?? selectMessages<'roomId' | 'first' | 'last'>(inRange, limit);
  ranges.set(limit, known);
  return known;
}

function pageOf([found]: readonly Selected[]): { rows: MessageRow[]; users: UserCards } {
  return { rows: found?.rows ?? [], users: found?.users ?? {} };
}
