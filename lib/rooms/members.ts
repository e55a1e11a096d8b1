import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { memberships, rooms } from '@/db/schema/rooms';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { type Announcement, announceAll } from '@/lib/realtime/hub';
import { beginMemberships } from './begin-memberships';
import { archived } from './change-room';
import type { PutMemberInput, RoomRole } from './contract';
import { requirePeople } from './create-room';
import { endMemberships } from './end-memberships';
import { directConversation, requireAnotherAdmin } from './last-admin';
import { type LockedMembership, type LockedRoom, lockMemberships, lockRooms, takeUserRev } from './locks';
import { leaveRoom } from './own-membership';
import { canAddMembers, canManageRoom } from './policy';

/** Adds a person, or gives a member another role. Answers whether they were added. */
export async function putMember(
  viewer: Viewer,
  { roomId, userId, role }: { roomId: string; userId: string } & PutMemberInput,
): Promise<{ added: boolean }> {
  const { added, announcements } = await transaction(async (tx) => {
    const { room, place, theirs } = await holdMember(tx, viewer, { roomId, userId });
    const manages = canManageRoom(viewer, place);
    if (!(role === undefined ? canAddMembers(viewer, place) : manages)) throw onlyManagers();
    if (theirs && !theirs.ended) {
      if (role === undefined || role === theirs.role) return { added: false, announcements: [] };
      return { added: false, announcements: await changeRole(tx, viewer, { roomId, userId, role }) };
    }
    if (room.archived) throw archived();
    await requirePeople(tx, viewer, [userId]);
    return {
      added: true,
      announcements: await beginMemberships(tx, [{ roomId, userId, ...(role && { role }) }]),
    };
  });
  announceAll(announcements);
  return { added };
}

/** Takes somebody out of a room; from that rev on they hear nothing of it. */
export async function removeMember(
  viewer: Viewer,
  { roomId, userId }: { roomId: string; userId: string },
): Promise<void> {
  if (userId === viewer.userId) return leaveRoom(viewer, roomId);
  const announcements = await transaction(async (tx) => {
    const { place, theirs } = await holdMember(tx, viewer, { roomId, userId });
    if (!canManageRoom(viewer, place)) throw onlyManagers();
    if (!theirs || theirs.ended) throw notFound();
    await requireAnotherAdmin(tx, roomId, userId);
    await recordAct(tx, {
      actorId: viewer.userId,
      action: 'member.remove',
      subjectId: userId,
      details: { roomId },
    });
    return endMemberships(tx, [{ roomId, userId }]);
  });
  announceAll(announcements);
}

type HeldMember = {
  room: LockedRoom;
  /** The viewer's own. */
  place: { kind: LockedRoom['kind']; role: RoomRole };
  theirs: LockedMembership | undefined;
};

/** Locks both memberships, then the room; `not_found` for a viewer outside it. */
async function holdMember(
  tx: Database,
  viewer: Viewer,
  { roomId, userId }: { roomId: string; userId: string },
): Promise<HeldMember> {
  const locked = await lockMemberships(
    tx,
    [viewer.userId, userId].map((id) => ({ roomId, userId: id })),
  );
  const mine = locked.find((row) => row.userId === viewer.userId);
  if (!mine || mine.ended) throw notFound();
  const [room] = await lockRooms(tx, [roomId]);
  if (!room) throw notFound();
  if (room.kind === 'direct') throw directConversation();
  const theirs = locked.find((row) => row.userId === userId);
  return { room, place: { kind: room.kind, role: mine.role }, theirs };
}

async function changeRole(
  tx: Database,
  viewer: Viewer,
  { roomId, userId, role }: { roomId: string; userId: string; role: RoomRole },
): Promise<Announcement[]> {
  if (role === 'member') await requireAnotherAdmin(tx, roomId, userId);
  const userRev = await takeUserRev(tx, userId);
  const [room] = await tx
    .update(rooms)
    .set({ rev: sql`${rooms.rev} + 1` })
    .where(eq(rooms.id, roomId))
    .returning({ rev: rooms.rev });
  if (!room) throw notFound();
  await tx
    .update(memberships)
    .set({ role, rev: room.rev, userRev })
    .where(and(eq(memberships.roomId, roomId), eq(memberships.userId, userId)));
  await recordAct(tx, {
    actorId: viewer.userId,
    action: 'member.role',
    subjectId: userId,
    details: { roomId, role },
  });
  return [
    { feed: roomId, to: room.rev },
    { feed: `me:${userId}`, to: userRev },
  ];
}

function onlyManagers(): AppError {
  return new AppError('not_allowed', 'Only those who manage this room may do this.', {
    reason: 'only_managers',
  });
}
