import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import type { Viewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { AppError, type FieldError, notFound } from '@/lib/errors';
import { requireMembership } from '@/lib/rooms/membership';
import { refusesUploadsFrom } from '@/lib/storage/page-uploads';
import { storage } from '@/lib/storage/storage';
import { type AttachmentRow, toAttachments } from './cards';
import { removeLoose } from './clean-up';
import { type Attachment, AVATAR_PIXELS_MAX, PIXELS_MAX } from './contract';
import { agrees, MAGIC_HEAD } from './magic';
import { objectKey, thumbnailKey } from './object-keys';
import { findOwn } from './own-upload';
import { PICTURE_HEAD, type PictureSize, pictureSize } from './picture-size';
import { type InlineType, isInline, storedType } from './policy';

type Expected = { key: string; type: string; size: number; pixelsMax: number };
type Looked = { error?: FieldError; picture: PictureSize | null };
/** The page that asks: the host it reached us by, and its origin. */
type Page = { publicHost?: string | undefined; origin?: string | undefined };

/**
 * Looks at what was uploaded and makes it sendable: length, type and first bytes must be what was announced, a picture
 * no larger than can be decoded. Confirming twice is fine. What differs is deleted, and 422 says why.
 * Throws `not_found` (another's, given up, or the room was left), `try_again` (store away), `conflict`
 * (`not_uploaded`; `pages_refused` when nothing can arrive, since the bucket's CORS settings do not know the page).
 */
export async function confirmUpload(
  viewer: Viewer,
  id: string,
  { publicHost, origin }: Page = {},
): Promise<Attachment> {
  const row = await findOwn(viewer, id);
  if (!row) throw notFound();
  if (row.roomId !== null) await requireMembership(viewer, row.roomId);
  if (row.confirmedAt !== null) return cardOf(row, publicHost);
  const [file, thumbnail] = await Promise.all([lookAtFile(row), lookAtThumbnail(row)]);
  if (!file || thumbnail === undefined) throw await notUploaded(origin, publicHost);
  if (file.error || thumbnail?.error) {
    await removeLoose(id, sql`a.confirmed_at is null`);
    throw differs({
      ...(file.error && { file: file.error }),
      ...(thumbnail?.error && { thumbnail: thumbnail.error }),
    });
  }
  return cardOf(await confirm(row, file.picture), publicHost);
}

/** A browser that could not upload asks us why by confirming: it is told no more than that something failed. */
async function notUploaded(origin = env().PUBLIC_URL, publicHost: string | undefined): Promise<AppError> {
  if (!(await refusesUploadsFrom(origin, publicHost)))
    return new AppError('conflict', 'Nothing was uploaded yet.', { reason: 'not_uploaded' });
  return new AppError('conflict', `The CORS settings of the bucket do not know ${origin}.`, {
    reason: 'pages_refused',
    params: { origin },
  });
}

/** What stands for somebody is shown again and again, so it has to be small, and to say so where it should. */
async function lookAtFile({ id, roomId, type, size }: AttachmentRow): Promise<Looked | undefined> {
  const isAvatar = roomId === null;
  const pixelsMax = isAvatar ? AVATAR_PIXELS_MAX : PIXELS_MAX;
  const looked = await lookAt({ key: objectKey(id), type: storedType(type), size, pixelsMax });
  if (!isAvatar || !looked || looked.error || looked.picture) return looked;
  return { error: { reason: 'other_content' }, picture: null };
}

async function lookAtThumbnail({
  id,
  thumbnailType,
  thumbnailSize,
}: AttachmentRow): Promise<Looked | null | undefined> {
  if (thumbnailType === null || thumbnailSize === null) return null;
  return lookAt({ key: thumbnailKey(id), type: thumbnailType, size: thumbnailSize, pixelsMax: PIXELS_MAX });
}

/** Undefined when there is nothing to look at yet. */
async function lookAt({ key, type, size, pixelsMax }: Expected): Promise<Looked | undefined> {
  const found = await storage().head(key);
  if (!found) return undefined;
  if (found.size !== size) return { error: { reason: 'other_size', limit: size }, picture: null };
  if (found.type !== type) return { error: { reason: 'other_type' }, picture: null };
  return isInline(type) ? lookInside(key, type, pixelsMax) : { picture: null };
}

async function lookInside(key: string, type: InlineType, pixelsMax: number): Promise<Looked> {
  const isPicture = type.startsWith('image/');
  const bytes = await storage().readStart(key, isPicture ? PICTURE_HEAD : MAGIC_HEAD);
  if (!agrees(type, bytes)) return { error: { reason: 'other_content' }, picture: null };
  const picture = isPicture ? pictureSize(type, bytes) : null;
  if (picture && picture.width * picture.height > pixelsMax)
    return { error: { reason: 'too_many_pixels', limit: pixelsMax / 1_000_000 }, picture: null };
  return { picture };
}

/** Under the row's lock, so that it is either confirmed or taken away by the clean-up. */
async function confirm(row: AttachmentRow, found: PictureSize | null): Promise<AttachmentRow> {
  const size = found === null || isTurned(row, found) ? {} : found;
  const [confirmed] = await db()
    .update(attachments)
    .set({ ...size, confirmedAt: sql`coalesce(${attachments.confirmedAt}, clock_timestamp())` })
    .where(and(eq(attachments.id, row.id), isNull(attachments.removedAt)))
    .returning();
  if (!confirmed) throw notFound();
  return confirmed;
}

/** A photograph taken upright says so in a note beside its pixels; the browser announced it as it is shown. */
function isTurned({ width, height }: AttachmentRow, found: PictureSize): boolean {
  return width === found.height && height === found.width;
}

async function cardOf(row: AttachmentRow, publicHost: string | undefined): Promise<Attachment> {
  const { [row.id]: card } = await toAttachments([row], publicHost);
  if (!card) throw notFound();
  return card;
}

function differs(fields: Record<string, FieldError>): AppError {
  return new AppError('invalid', 'What was uploaded is not what was announced; it was deleted.', {
    reason: 'upload_differs',
    fields,
  });
}
