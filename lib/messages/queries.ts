import 'server-only';
import { and, asc, between, eq, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { messages } from '@/db/schema/messages';
import { users } from '@/db/schema/users';
import type { Attachments } from '@/lib/attachments/contract';
import { cardsOfMessages } from '@/lib/attachments/queries';
import { notFound } from '@/lib/errors';
import type { Membership } from '@/lib/rooms/membership';
import type { UserCards } from '@/lib/users/contract';
import type { Message, Page, PageQuery } from './contract';
import { pageRange } from './page-range';
import { toMessage } from './wire';

/**
 * A page of a room's log. seq is dense and tombstones are rows, so a page is a range of seqs and its cost does not
 * depend on where it lies. The room's rev and end come from the membership, read before the rows. `publicHost`: the
 * name that the reader's browser knows us by, for the addresses of thumbnails.
 */
export async function readPage(membership: Membership, query: PageQuery, publicHost?: string): Promise<Page> {
  const { roomId, lastSeq, rev, epoch } = membership;
  const { first, last } = pageRange(await resolvePlace(membership, query), lastSeq);
  const rows = await selectMessages(and(eq(messages.roomId, roomId), between(messages.seq, first, last)))
    .orderBy(asc(messages.seq))
    .limit(query.limit);
  const attachmentIds = rows.flatMap((row) => row.attachmentIds ?? []);
  return {
    messages: rows.map(toMessage),
    users: cardsOf(rows),
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
  const rows = await selectMessages(and(eq(messages.roomId, membership.roomId), eq(messages.id, id)));
  const [row] = rows;
  return row ? { message: toMessage(row), users: cardsOf(rows) } : null;
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

function selectMessages(where: ReturnType<typeof and>) {
  return db()
    .select({
      id: messages.id,
      seq: messages.seq,
      authorId: messages.authorId,
      rev: messages.rev,
      body: messages.body,
      version: messages.version,
      // As text: `toIso` makes of it what the wire has.
      createdAt: sql<string>`${messages.createdAt}`,
      editedAt: messages.editedAt,
      deletedAt: messages.deletedAt,
      attachmentIds: idList(messages.attachmentIds),
      author: { name: users.name, avatar: users.avatar, kind: users.kind },
    })
    .from(messages)
    .innerJoin(users, eq(users.id, messages.authorId))
    .where(where)
    .$dynamic();
}

/** Ids have no commas, and splitting a page of them at commas costs a tenth of what the driver's reader of arrays does. */
function idList(column: typeof messages.attachmentIds) {
  return sql<string[] | null>`array_to_string(${column}, ',')`.mapWith((list: string) => list.split(','));
}

function cardsOf(rows: readonly { authorId: string; author: UserCards[string] }[]): UserCards {
  return Object.fromEntries(rows.map(({ authorId, author }) => [authorId, author]));
}
