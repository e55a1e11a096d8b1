import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import { memberships } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { takePicture } from '@/lib/attachments/avatars';
import type { Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors';
import type { Announcement } from '@/lib/realtime/hub';
import { lockMemberships, lockRooms } from '@/lib/rooms/locks';
import { announcePeople } from '@/lib/sessions/announce-people';
import { profileChanged } from '@/lib/users/change-me';
import type { ChangeMeInput } from '@/lib/users/contract';

/**
 * Gives the viewer another name or avatar. Whoever shares a room with them sees it at once, and whoever was away when
 * they come back: their row in each of their rooms counts as changed. Throws `invalid` for a picture that is not theirs.
 */
export async function changeProfile(viewer: Viewer, { name, avatar }: ChangeMeInput): Promise<void> {
  const change = { ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
  if (await isSoAlready(viewer, change)) return;
  const announcements = await transaction(async (tx) => {
    const told = await touchMemberships(tx, viewer.userId);
    if (avatar !== undefined) await takePicture(tx, viewer.userId, avatar);
    const [changed] = await tx
      .update(users)
      .set({ ...change, ...profileChanged })
      .where(eq(users.id, viewer.userId))
      .returning({ rev: users.rev });
    if (!changed) throw notFound();
    return [...told, { feed: `me:${viewer.userId}`, to: changed.rev }];
  });
  announcePeople(announcements);
}

/** Saving a form unchanged is no news for anybody. */
async function isSoAlready(viewer: Viewer, change: ChangeMeInput): Promise<boolean> {
  const [now] = await db()
    .select({ name: users.name, avatar: users.avatar })
    .from(users)
    .where(eq(users.id, viewer.userId));
  return (
    now !== undefined &&
    (change.name ?? now.name) === now.name &&
    (change.avatar === undefined || change.avatar === now.avatar)
  );
}

/** Takes one rev of each of the person's rooms, for their row there: who they are is news in it. */
export async function touchMemberships(tx: Database, userId: string): Promise<Announcement[]> {
  const places = await tx
    .select({ roomId: memberships.roomId, userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isNull(memberships.endedAt)));
  const locked = await lockMemberships(tx, places);
  const roomIds = locked.filter(({ ended }) => !ended).map(({ roomId }) => roomId);
  await lockRooms(tx, roomIds);
  const { rows } = await tx.execute<{ feed: string; to: number }>(sql`
    with moved as (
      update rooms set rev = rev + 1 where id = any(${sql.param(roomIds)}::uuid[]) returning id, rev
    ), touched as (
      update memberships m set rev = moved.rev from moved where m.room_id = moved.id and m.user_id = ${userId}
    )
    select id::text as feed, rev as "to" from moved`);
  return rows;
}
