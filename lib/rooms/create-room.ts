import 'server-only';
import { createHash } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Database, violatedConstraint } from '@/db/client';
import { rooms } from '@/db/schema/rooms';
import { settings, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { type Announcement, announceAll } from '@/lib/realtime/hub';
import { sharesRoomWith } from '@/lib/users/queries';
import { beginMemberships } from './begin-memberships';
import type { CreateRoomInput } from './contract';
import { canCreateRoom } from './policy';

type Created = { roomId: string; created: boolean; announcements: Announcement[] };

/**
 * Makes a room with the viewer as its admin, or answers the direct conversation that the same people already have.
 * Throws `not_allowed`, `invalid` (somebody who is not here), `conflict` (a public name that is taken).
 */
export async function createRoom(
  viewer: Viewer,
  input: CreateRoomInput,
): Promise<{ roomId: string; created: boolean }> {
  const others = [...new Set(input.memberIds)].filter((id) => id !== viewer.userId);
  const { announcements, ...made } = await transaction<Created>((tx) =>
    input.kind === 'direct' ? openDirect(tx, viewer, others) : createNamed(tx, viewer, input, others),
  ).catch((error: unknown) => {
    throw roomNameTaken(error) ?? error;
  });
  announceAll(announcements);
  return made;
}

async function createNamed(
  tx: Database,
  viewer: Viewer,
  input: Exclude<CreateRoomInput, { kind: 'direct' }>,
  others: string[],
): Promise<Created> {
  const [workspace] = await tx.select({ roomCreation: settings.roomCreation }).from(settings);
  if (!workspace || !canCreateRoom(viewer, workspace))
    throw new AppError('not_allowed', 'You may not make rooms here.');
  await requirePeople(tx, viewer, others);
  const { kind, name, topic = '' } = input;
  const [room] = await tx
    .insert(rooms)
    .values({ kind, name, topic, createdBy: viewer.userId })
    .returning({ id: rooms.id });
  if (!room) throw new Error('an insert answered no row');
  const members = [
    { userId: viewer.userId, role: 'admin' as const },
    ...others.map((userId) => ({ userId })),
  ];
  const announcements = await beginMemberships(
    tx,
    members.map((member) => ({ ...member, roomId: room.id })),
  );
  return { roomId: room.id, created: true, announcements };
}

async function openDirect(tx: Database, viewer: Viewer, others: string[]): Promise<Created> {
  const people = [viewer.userId, ...others].sort();
  const memberKey = createHash('sha256').update(people.join()).digest('hex');
  const [existing] = await tx.select({ id: rooms.id }).from(rooms).where(eq(rooms.memberKey, memberKey));
  if (existing) return { roomId: existing.id, created: false, announcements: [] };
  await requirePeople(tx, viewer, others);
  const [room] = await tx
    .insert(rooms)
    .values({ kind: 'direct', memberKey, createdBy: viewer.userId })
    .returning({ id: rooms.id });
  if (!room) throw new Error('an insert answered no row');
  const announcements = await beginMemberships(
    tx,
    people.map((userId) => ({ roomId: room.id, userId })),
  );
  return { roomId: room.id, created: true, announcements };
}

/** Everybody named must be here: active, and for a guest somebody they share a room with. */
export async function requirePeople(tx: Database, viewer: Viewer, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`${users.id} = any(${sql.param([...ids])}::uuid[])`,
        isNull(users.deactivatedAt),
        sql`${users.kind} <> 'former'`,
        viewer.role === 'guest' ? sharesRoomWith(viewer.userId) : undefined,
      ),
    );
  if (found.length < ids.length) {
    throw new AppError('invalid', 'Somebody named is not here.', {
      fields: { memberIds: { reason: 'unknown_person' } },
    });
  }
}

/** The refusal for a violated unique name; undefined when `error` is something else. */
export function roomNameTaken(error: unknown): AppError | undefined {
  if (violatedConstraint(error) !== 'rooms_public_name_key') return undefined;
  return new AppError('conflict', 'A public room has this name already.', {
    reason: 'room_name_taken',
    fields: { name: { reason: 'room_name_taken' } },
    cause: error,
  });
}
