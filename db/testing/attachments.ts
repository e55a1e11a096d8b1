import { sql } from 'drizzle-orm';
import { db } from '@/db/client';

/**
 * A file's row as an upload leaves it, without an object behind it: confirmed unless said otherwise. Answers its id.
 * Without a room it is a picture that stands for its author.
 */
export async function makeAttachment({
  roomId,
  authorId,
  name = 'plan.png',
  type = 'image/png',
  kind = 'image',
  size = 1_000,
  confirmed = true,
  thumbnail = false,
}: {
  roomId: string | null;
  authorId: string;
  name?: string;
  type?: string;
  kind?: 'image' | 'video' | 'audio' | 'document' | 'file';
  size?: number;
  confirmed?: boolean;
  thumbnail?: boolean;
}): Promise<string> {
  const { rows } = await db().execute<{ id: string }>(sql`
    insert into attachments (room_id, author_id, name, type, kind, size, confirmed_at, width, height,
                             thumbnail_type, thumbnail_size, avatar_of)
    values (${roomId}, ${authorId}, ${name}, ${type}, ${kind}, ${size}, ${confirmed ? sql`now()` : null}, 640, 480,
            ${thumbnail ? 'image/webp' : null}, ${thumbnail ? 100 : null}, ${roomId === null ? authorId : null})
    returning id`);
  const [row] = rows;
  if (!row) throw new Error('The database made no attachment.');
  return row.id;
}
