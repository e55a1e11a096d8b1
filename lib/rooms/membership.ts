import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { db } from '@/db/client';
import { meta } from '@/db/schema/operations';
import { memberships, rooms } from '@/db/schema/rooms';
import type { Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors';
import type { RoomRole, roomKind } from './contract';

/** A viewer in a room, with the room's counters as of this read: what is read later is not older. */
export type Membership = {
  viewer: Viewer;
  roomId: string;
  kind: z.infer<typeof roomKind>;
  role: RoomRole;
  archived: boolean;
  lastSeq: number;
  rev: number;
  epoch: string;
};

/** The only door into a room. Strangers and typos get the same answer, so ids tell nothing. */
export async function requireMembership(viewer: Viewer, roomId: string): Promise<Membership> {
  const [found] = await db()
    .select({
      roomId: rooms.id,
      kind: rooms.kind,
      role: memberships.role,
      archivedAt: rooms.archivedAt,
      lastSeq: rooms.lastSeq,
      rev: rooms.rev,
      epoch: meta.epoch,
    })
    .from(memberships)
    .innerJoin(rooms, eq(rooms.id, memberships.roomId))
    .innerJoin(meta, sql`true`)
    .where(
      and(eq(memberships.roomId, roomId), eq(memberships.userId, viewer.userId), isNull(memberships.endedAt)),
    );
  if (!found) throw notFound();
  const { archivedAt, ...membership } = found;
  return { viewer, archived: archivedAt !== null, ...membership };
}
