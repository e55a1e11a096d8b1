import 'server-only';
import { and, asc, desc, eq, isNotNull, isNull, lt, type SQL } from 'drizzle-orm';
import { db } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import { messages } from '@/db/schema/messages';
import { users } from '@/db/schema/users';
import { toIso } from '@/lib/clock';
import type { Membership } from '@/lib/rooms/membership';
import { toAttachments } from './cards';
import { ATTACHMENTS_MAX, FILES_PAGE, type FilesPage, type FilesQuery } from './contract';

/** On a message that is not deleted: what members may read. */
const isOnMessage = and(isNotNull(attachments.messageSeq), isNull(attachments.deletedAt));

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
