import 'server-only';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import { memberships } from '@/db/schema/rooms';
import type { Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors';
import type { Membership } from '@/lib/rooms/membership';
import { storage } from '@/lib/storage/storage';
import { readCards } from './cards';
import type { Attachment, Attachments } from './contract';
import { contentDisposition } from './naming';
import { objectKey } from './object-keys';
import { isInline, servedType } from './policy';
import { keep, keptFor, quarterOf } from './quarter-hour';

const DOWNLOAD_SECONDS = 60;

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
