import 'server-only';
import { sql } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { pictureIdOf } from '@/lib/users/contract';
import { objectKey } from './object-keys';
import { addressOf } from './thumbnail-addresses';

/**
 * Makes the uploaded picture that `avatar` names the person's; of a colour or null, none. The one there was is nobody's
 * from then on, and the clean-up takes it. Locks files: after rooms, before people. Throws `invalid`
 * (`unknown_attachment`) unless it is a confirmed picture of theirs, made for this.
 */
export async function takePicture(tx: Database, userId: string, avatar: string | null): Promise<void> {
  const id = pictureIdOf(avatar);
  await tx.execute(sql`
    select from attachments where avatar_of = ${userId} or id = ${id}::uuid order by id for no key update`);
  await tx.execute(sql`
    update attachments set avatar_of = null, removed_at = clock_timestamp()
    where avatar_of = ${userId} and id is distinct from ${id}::uuid`);
  if (id === null) return;
  const { rows } = await tx.execute(sql`
    update attachments set avatar_of = ${userId}
    where id = ${id} and author_id = ${userId} and room_id is null and confirmed_at is not null and removed_at is null
    returning id`);
  if (rows.length > 0) return;
  throw new AppError('invalid', 'There is no such picture, or it was not made for this.', {
    fields: { avatar: { reason: 'unknown_picture' } },
  });
}

/**
 * A signed address of a picture that stands for somebody, the same for everybody during a quarter of an hour. Guests
 * see whoever is or was in a room of theirs: what those wrote is still there. Throws `not_found`.
 */
export async function requireAvatar(
  viewer: Viewer,
  id: string,
  publicHost: string | undefined,
): Promise<string> {
  const seen = viewer.role === 'guest' ? wasMet(viewer.userId) : sql`true`;
  const { rows } = await db().execute<{ type: string }>(sql`
    select a.type from attachments a where a.id = ${id} and a.avatar_of is not null and ${seen}`);
  const [found] = rows;
  if (!found) throw notFound();
  const address = { key: objectKey(id), type: found.type, disposition: 'inline', publicHost };
  return (await addressOf(address)).url;
}

function wasMet(userId: string) {
  return sql`(a.avatar_of = ${userId} or exists (
    select 1 from memberships theirs
    join memberships mine on mine.room_id = theirs.room_id and mine.user_id = ${userId} and mine.ended_at is null
    where theirs.user_id = a.avatar_of))`;
}
