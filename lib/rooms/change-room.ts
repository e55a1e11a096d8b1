import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { attachments } from '@/db/schema/attachments';
import { messages } from '@/db/schema/messages';
import { rooms } from '@/db/schema/rooms';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { type Announcement, announceAll } from '@/lib/realtime/hub';
import type { ChangeRoomInput } from './contract';
import { roomNameTaken } from './create-room';
import { endMemberships } from './end-memberships';
import { type LockedRoom, lockMemberships, lockRooms } from './locks';
import { canChangeTopic, canManageRoom } from './policy';

/** The viewer's place in a room, both locked: what a change of the room is decided on. */
export type HeldRoom = { room: LockedRoom; role: 'admin' | 'member' };

/** Renames, sets the topic, archives or brings back. One change of the room, one rev. */
export async function changeRoom(viewer: Viewer, roomId: string, input: ChangeRoomInput): Promise<void> {
  const announcement = await transaction(async (tx) => {
    const { room, role } = await holdRoom(tx, viewer, roomId);
    requireMayChange(viewer, { kind: room.kind, role }, input);
    if (room.archived && input.archived !== false) throw archived();
    const [changed] = await tx
      .update(rooms)
      .set({
        ...(input.name !== undefined && { name: input.name }),
        ...(input.topic !== undefined && { topic: input.topic }),
        ...(input.archived !== undefined && { archivedAt: input.archived ? sql`clock_timestamp()` : null }),
        rev: sql`${rooms.rev} + 1`,
        infoRev: sql`${rooms.rev} + 1`,
      })
      .where(eq(rooms.id, roomId))
      .returning({ rev: rooms.rev });
    if (input.archived !== undefined) {
      await recordAct(tx, {
        actorId: viewer.userId,
        action: input.archived ? 'room.archive' : 'room.unarchive',
        subjectId: roomId,
      });
    }
    return { feed: roomId, to: changed?.rev ?? 0 };
  }).catch((error: unknown) => {
    throw roomNameTaken(error) ?? error;
  });
  announceAll([announcement]);
}

/**
 * Deletes a room: its messages are gone, its files are read no more, everybody's membership ends. The row stays, nameless, so that the end can
 * still be read by those who were in it.
 */
export async function deleteRoom(viewer: Viewer, roomId: string): Promise<void> {
  const announcements = await transaction(async (tx): Promise<Announcement[]> => {
    const members = await tx.execute<{ user_id: string }>(
      sql`select user_id from memberships where room_id = ${roomId} and ended_at is null`,
    );
    const pairs = members.rows.map((row) => ({ roomId, userId: row.user_id }));
    await lockMemberships(tx, pairs);
    const { room, role } = await holdRoom(tx, viewer, roomId);
    if (!canManageRoom(viewer, { kind: room.kind, role }))
      throw new AppError('not_allowed', 'Only those who manage this room.');
    await tx
      .update(attachments)
      .set({ deletedAt: sql`clock_timestamp()` })
      .where(and(eq(attachments.roomId, roomId), isNull(attachments.deletedAt)));
    await tx.delete(messages).where(eq(messages.roomId, roomId));
    await tx
      .update(rooms)
      .set({ name: '', topic: '', archivedAt: sql`clock_timestamp()`, deletedAt: sql`clock_timestamp()` })
      .where(eq(rooms.id, roomId));
    await recordAct(tx, { actorId: viewer.userId, action: 'room.delete', subjectId: roomId });
    return endMemberships(tx, await liveMembers(tx, roomId));
  });
  announceAll(announcements);
}

/** Locks the viewer's live membership and its room; `not_found` without one. */
export async function holdRoom(tx: Database, viewer: Viewer, roomId: string): Promise<HeldRoom> {
  const [membership] = await lockMemberships(tx, [{ roomId, userId: viewer.userId }]);
  if (!membership || membership.ended) throw notFound();
  const [room] = await lockRooms(tx, [roomId]);
  if (!room) throw notFound();
  return { room, role: membership.role };
}

/** An archived room is read-only until somebody brings it back. */
export function archived(): AppError {
  return new AppError('conflict', 'This room is archived; it can be read, not changed.', {
    reason: 'archived',
  });
}

function requireMayChange(
  viewer: Viewer,
  place: { kind: LockedRoom['kind']; role: HeldRoom['role'] },
  input: ChangeRoomInput,
): void {
  const onlyTopic = input.name === undefined && input.archived === undefined;
  if (!(onlyTopic ? canChangeTopic(viewer, place) : canManageRoom(viewer, place))) {
    throw new AppError('not_allowed', 'Only those who manage this room may do this.');
  }
}

/** Read under the room's lock, so nobody begins or ends a membership meanwhile. */
async function liveMembers(tx: Database, roomId: string): Promise<{ roomId: string; userId: string }[]> {
  const { rows } = await tx.execute<{ roomId: string; userId: string }>(sql`
    select room_id as "roomId", user_id as "userId" from memberships
    where room_id = ${roomId} and ended_at is null order by user_id`);
  return rows;
}
