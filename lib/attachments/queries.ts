import 'server-only';
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import { messages } from '@/db/schema/messages';
import { memberships } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import type { Viewer } from '@/lib/auth/viewer';
import { toIso } from '@/lib/clock';
import { notFound } from '@/lib/errors';
import type { Membership } from '@/lib/rooms/membership';
import { storage } from '@/lib/storage/storage';
import { readCards, toAttachments } from './cards';
import {
  ATTACHMENTS_MAX,
  type Attachment,
  type Attachments,
  FILES_PAGE,
  type FilesPage,
  type FilesQuery,
} from './contract';
import { contentDisposition } from './naming';
import { objectKey } from './object-keys';
import { isInline, servedType } from './policy';
import { keep, keptFor, quarterOf } from './quarter-hour';

const DOWNLOAD_SECONDS = 60;

/** On a message that is not deleted: what members may read. */
const isOnMessage = and(isNotNull(attachments.messageSeq), isNull(attachments.deletedAt));

/**
 * The attachments that live messages named, in rows of this room that were read just now: the rows say that they may be
 * read, and what a card says never changes once its file is sent. So those known in this quarter cost no query.
 */
export async function cardsOfMessages(
  membership: Membership,
  ids: readonly string[],
  publicHost: string | undefined,
): Promise<Attachments> {
  const kept = keptFor<Attachment>('attachment cards', quarterOf(Date.now()));
  const nameOf = (id: string) => `${publicHost ?? ''} ${id}`;
  const cards: Attachments = {};
  const unknown: string[] = [];
  for (const id of ids) {
    const card = kept.get(nameOf(id));
    if (card) cards[id] = card;
    else unknown.push(id);
  }
  const found = await findAttachments(membership, unknown, publicHost);
  for (const [id, card] of Object.entries(found)) cards[id] = keep(kept, nameOf(id), card);
  return cards;
}

/** Those of the ids that can be read in this room, in one query; what is not there is left out. */
export async function findAttachments(
  membership: Membership,
  ids: readonly string[],
  publicHost: string | undefined,
): Promise<Attachments> {
  if (ids.length === 0) return {};
  return readCards(
    sql`a.id = any(${sql.param([...ids])}::uuid[]) and a.room_id = ${membership.roomId}
      and a.message_seq is not null and a.deleted_at is null`,
    publicHost,
  );
}

/**
 * What keeps the viewer from sending these files in this room: another's and made-up ids get the same answer. Null when
 * nothing does.
 */
export async function whyNotSendable(
  membership: Membership,
  ids: readonly string[],
): Promise<'unknown_attachment' | 'attachment_unconfirmed' | 'attachment_sent' | null> {
  if (ids.length === 0) return null;
  const own = await db()
    .select({ confirmedAt: attachments.confirmedAt, messageId: attachments.messageId })
    .from(attachments)
    .where(
      and(
        inArray(attachments.id, [...ids]),
        eq(attachments.roomId, membership.roomId),
        eq(attachments.authorId, membership.viewer.userId),
        isNull(attachments.removedAt),
      ),
    );
  if (own.length < ids.length) return 'unknown_attachment';
  if (own.some(({ messageId }) => messageId !== null)) return 'attachment_sent';
  return own.some(({ confirmedAt }) => confirmedAt === null) ? 'attachment_unconfirmed' : null;
}

/**
 * An address of the file itself for a minute, for a member who can read its message, or for the author before it is
 * sent. Shown in place only if it is of the safe list and nobody asks to save it. Throws `not_found`.
 */
export async function requireDownload(
  viewer: Viewer,
  id: string,
  { download, publicHost }: { download: boolean; publicHost: string | undefined },
): Promise<string> {
  const [found] = await db()
    .select({ name: attachments.name, type: attachments.type })
    .from(attachments)
    .innerJoin(
      memberships,
      and(
        eq(memberships.roomId, attachments.roomId),
        eq(memberships.userId, viewer.userId),
        isNull(memberships.endedAt),
      ),
    )
    .where(
      and(
        eq(attachments.id, id),
        isNotNull(attachments.confirmedAt),
        isNull(attachments.deletedAt),
        isNull(attachments.removedAt),
        sql`(${attachments.messageId} is not null or ${attachments.authorId} = ${viewer.userId})`,
      ),
    );
  if (!found) throw notFound();
  const disposition = !download && isInline(found.type) ? 'inline' : 'attachment';
  return storage().presignGet({
    key: objectKey(id),
    disposition: contentDisposition(disposition, found.name),
    type: servedType(found.type, disposition),
    seconds: DOWNLOAD_SECONDS,
    publicHost,
  });
}

/**
 * A page of a room's files, newest first, of one kind or all. A page ends between messages: with ties it may hold a few
 * more than its size.
 */
export async function listFiles(
  membership: Membership,
  { kind, before }: Pick<FilesQuery, 'kind' | 'before'>,
  publicHost: string | undefined,
): Promise<FilesPage> {
  const here = and(
    eq(attachments.roomId, membership.roomId),
    isOnMessage,
    kind && eq(attachments.kind, kind),
  );
  const rows = await selectFiles(
    and(here, before === undefined ? undefined : lt(attachments.messageSeq, before)),
  );
  const last = rows.at(FILES_PAGE - 1)?.seq;
  const page = last === undefined ? rows : rows.filter(({ seq }) => seq >= last);
  const cards = await toAttachments(
    page.map(({ file }) => file),
    publicHost,
  );
  return {
    files: page.flatMap(({ file, messageId, seq, sentAt }) => {
      const { [file.id]: attachment } = cards;
      return attachment
        ? [{ attachment, messageId, seq, authorId: file.authorId, sentAt: toIso(sentAt) }]
        : [];
    }),
    users: Object.fromEntries(page.map(({ file, author }) => [file.authorId, author])),
    hasBefore: rows.length > page.length,
  };
}

/** As many more as one message may have, so that the last message of a page is whole and what follows is known of. */
function selectFiles(where: SQL | undefined) {
  return db()
    .select({
      file: attachments,
      messageId: messages.id,
      seq: messages.seq,
      sentAt: messages.createdAt,
      author: { name: users.name, avatar: users.avatar, kind: users.kind },
    })
    .from(attachments)
    .innerJoin(
      messages,
      and(eq(messages.roomId, attachments.roomId), eq(messages.seq, attachments.messageSeq)),
    )
    .innerJoin(users, eq(users.id, attachments.authorId))
    .where(where)
    .orderBy(desc(attachments.messageSeq), asc(attachments.position))
    .limit(FILES_PAGE + ATTACHMENTS_MAX);
}
