import 'server-only';
import { sql } from 'drizzle-orm';
import type { Viewer } from '@/lib/auth/viewer';
import { isAppError } from '@/lib/errors';
import { archived } from '@/lib/rooms/change-room';
import { requireMembership } from '@/lib/rooms/membership';
import { storage } from '@/lib/storage/storage';
import { removeAbandoned } from './clean-up';
import { type StartUploadInput, UPLOAD_SECONDS, type Upload } from './contract';
import { objectKey, thumbnailKey } from './object-keys';
import { kindOf, storedType } from './policy';
import { reserve } from './quota';

/**
 * Reserves room for a file and signs its upload: one PUT of exactly these bytes and type, for five minutes. The bytes
 * go from the browser to the store. Throws `not_found` (not a member), `conflict` (archived, or no room left).
 */
export async function startUpload(
  viewer: Viewer,
  input: StartUploadInput,
  publicHost: string | undefined,
): Promise<Upload> {
  if (input.roomId !== undefined) await requireOpenRoom(viewer, input.roomId);
  const { id, createdAt } = await reserveRow(viewer.userId, input);
  const { type, size, thumbnail } = input;
  const [file, picture] = await Promise.all([
    storage().presignPut({ key: objectKey(id), type: storedType(type), size, publicHost }),
    thumbnail && storage().presignPut({ key: thumbnailKey(id), ...thumbnail, publicHost }),
  ]);
  const expiresAt = new Date(new Date(createdAt).getTime() + UPLOAD_SECONDS * 1_000).toISOString();
  return { id, ...file, expiresAt, ...(picture && { thumbnail: picture }) };
}

async function requireOpenRoom(viewer: Viewer, roomId: string): Promise<void> {
  const membership = await requireMembership(viewer, roomId);
  if (membership.archived) throw archived();
}

/** When there is no room, what this person began and never finished is given up first. */
async function reserveRow(authorId: string, input: StartUploadInput) {
  const bytes = input.size + (input.thumbnail?.size ?? 0);
  const row = rowOf(authorId, input);
  try {
    return await reserve(authorId, bytes, row);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    const { bytes: given } = await removeAbandoned(authorId);
    if (given === 0) throw error;
    return reserve(authorId, bytes, row);
  }
}

function rowOf(authorId: string, input: StartUploadInput) {
  const { roomId = null, name, type, size, thumbnail } = input;
  const { sha256 = null, width = null, height = null, placeholder = null } = input;
  return {
    columns: sql`room_id, author_id, name, type, kind, size, sha256, width, height, placeholder, thumbnail_type, thumbnail_size`,
    values: sql`${roomId}::uuid, ${authorId}::uuid, ${name}, ${type}, ${kindOf(type)}, ${size}::bigint, ${sha256},
      ${width}::int, ${height}::int, ${placeholder}, ${thumbnail?.type ?? null}, ${thumbnail?.size ?? null}::bigint`,
  };
}
