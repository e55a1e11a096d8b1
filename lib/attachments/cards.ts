import 'server-only';
import type { attachments } from '@/db/schema/attachments';
import type { Attachment, Attachments } from './contract';
import { THUMBNAIL_MAX } from './contract';
import { contentDisposition } from './naming';
import { objectKey, thumbnailKey } from './object-keys';
import { isInline } from './policy';
import { signThumbnail } from './thumbnail-addresses';

export type AttachmentRow = typeof attachments.$inferSelect;

/** The one way an attachment leaves the server; never its keys, its hash or who else could have been asked. */
export async function toAttachments(
  rows: readonly AttachmentRow[],
  publicHost: string | undefined,
): Promise<Attachments> {
  const cards = await Promise.all(rows.map((row) => toAttachment(row, publicHost)));
  return Object.fromEntries(cards.map((card) => [card.id, card]));
}

async function toAttachment(row: AttachmentRow, publicHost: string | undefined): Promise<Attachment> {
  const { id, name, type, kind, size, width, height, placeholder } = row;
  const object = thumbnailObject(row);
  const thumbnail = object && (await signThumbnail({ ...object, publicHost }));
  return { id, name, type, kind, size, width, height, placeholder, thumbnail };
}

/** What is shown in the list: the picture that the browser drew, or a picture so small that it drew none. */
function thumbnailObject({ id, name, type, kind, size, thumbnailType }: AttachmentRow) {
  const disposition = contentDisposition('inline', name);
  if (thumbnailType !== null) return { key: thumbnailKey(id), type: thumbnailType, disposition: 'inline' };
  if (kind === 'image' && isInline(type) && size <= THUMBNAIL_MAX)
    return { key: objectKey(id), type, disposition };
  return null;
}
