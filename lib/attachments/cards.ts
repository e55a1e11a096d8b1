import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import type { attachments } from '@/db/schema/attachments';
import { type Attachment, type Attachments, THUMBNAIL_MAX } from './contract';
import { contentDisposition } from './naming';
import { objectKey, thumbnailKey } from './object-keys';
import { isInline } from './policy';
import { addressOf } from './thumbnail-addresses';

export type AttachmentRow = typeof attachments.$inferSelect;

/** What a card is made of. */
type CardRow = Omit<Attachment, 'thumbnail'> & Pick<AttachmentRow, 'thumbnailType'>;

/**
 * Attachments as those who may read them see them, by id; which ones, `where` says of `a`. A page may hold hundreds:
 * they come as one value that is parsed at once, a third of the cost of rows.
 */
export async function readCards(where: SQL, publicHost: string | undefined): Promise<Attachments> {
  const { rows } = await db().execute<{ cards: CardRow[] }>(sql`
    select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'type', a.type, 'kind', a.kind,
      'size', a.size, 'width', a.width, 'height', a.height, 'placeholder', a.placeholder,
      'thumbnailType', a.thumbnail_type)), '[]') as cards
    from attachments a where ${where}`);
  return toAttachments(rows[0]?.cards ?? [], publicHost);
}

/** The one way an attachment leaves the server; never its keys, its hash or who else could have been asked. */
export async function toAttachments(
  rows: readonly CardRow[],
  publicHost: string | undefined,
): Promise<Attachments> {
  const cards: Attachments = {};
  for (const row of rows) {
    const { id, name, type, kind, size, width, height, placeholder } = row;
    const object = thumbnailObject(row);
    const address = object && addressOf({ ...object, publicHost });
    // Most are known: waiting for each of hundreds would cost more than looking it up.
    const thumbnail = address instanceof Promise ? await address : address;
    cards[id] = { id, name, type, kind, size, width, height, placeholder, thumbnail };
  }
  return cards;
}

/** What is shown in the list: the picture that the browser drew, or a picture so small that it drew none. */
function thumbnailObject({ id, name, type, kind, size, thumbnailType }: CardRow) {
  if (thumbnailType !== null) return { key: thumbnailKey(id), type: thumbnailType, disposition: 'inline' };
  if (kind === 'image' && isInline(type) && size <= THUMBNAIL_MAX)
    return { key: objectKey(id), type, disposition: contentDisposition('inline', name) };
  return null;
}
