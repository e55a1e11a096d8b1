import 'server-only';
import { and, eq } from 'drizzle-orm';
import { memberships } from '@/db/schema/rooms';
import { transaction } from '@/db/transaction';
import type { Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors';
import { type Announcement, announceAll } from '@/lib/realtime/hub';
import { beginMemberships } from './begin-memberships';
import { archived, holdRoom } from './change-room';
import type { ChangeMembershipInput } from './contract';
import { endMemberships } from './end-memberships';
import { directConversation, requireAnotherAdmin } from './last-admin';
import { lockMemberships, lockRooms, takeUserRev } from './locks';
import { canBrowseRooms } from './policy';

/** Joins a public room; being in it already is fine. Any other room is not there for somebody outside. */
export async function joinRoom(viewer: Viewer, roomId: string): Promise<void> {
  const announcements = await transaction(async (tx) => {
    const [membership] = await lockMemberships(tx, [{ roomId, userId: viewer.userId }]);
    if (membership && !membership.ended) return [];
    const [room] = await lockRooms(tx, [roomId]);
    if (!room || room.deleted || room.kind !== 'public' || !canBrowseRooms(viewer)) throw notFound();
    if (room.archived) throw archived();
    return beginMemberships(tx, [{ roomId, userId: viewer.userId }]);
  });
  announceAll(announcements);
}

/** Leaves. The last admin first makes another one, unless alone; a direct conversation cannot be left. */
export async function leaveRoom(viewer: Viewer, roomId: string): Promise<void> {
  const announcements = await transaction(async (tx) => {
    const { room } = await holdRoom(tx, viewer, roomId);
    if (room.kind === 'direct') throw directConversation();
    await requireAnotherAdmin(tx, roomId, viewer.userId);
    return endMemberships(tx, [{ roomId, userId: viewer.userId }]);
  });
  announceAll(announcements);
}

/** How much of the room the viewer wants to hear of; only they see it. */
export async function changeMembership(
  viewer: Viewer,
  roomId: string,
  input: ChangeMembershipInput,
): Promise<void> {
  const announcement = await transaction(async (tx): Promise<Announcement> => {
    const [membership] = await lockMemberships(tx, [{ roomId, userId: viewer.userId }]);
    if (!membership || membership.ended) throw notFound();
    const userRev = await takeUserRev(tx, viewer.userId);
    const { involvement, mutedUntil } = input;
    await tx
      .update(memberships)
      .set({
        userRev,
        ...(involvement !== undefined && { involvement }),
        ...(mutedUntil !== undefined && { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil) }),
      })
      .where(and(eq(memberships.roomId, roomId), eq(memberships.userId, viewer.userId)));
    return { feed: `me:${viewer.userId}`, to: userRev };
  });
  announceAll([announcement]);
}
