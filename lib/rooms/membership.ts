import 'server-only';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { prepared } from '@/db/prepared';
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

const findMembership = prepared<Omit<Membership, 'viewer'>, 'roomId' | 'userId'>(sql`
  select r.id as "roomId", r.kind, m.role, r.archived_at is not null as archived, r.last_seq as "lastSeq", r.rev, x.epoch
  from memberships m join rooms r on r.id = m.room_id cross join meta x
  where m.room_id = ${sql.placeholder('roomId')} and m.user_id = ${sql.placeholder('userId')} and m.ended_at is null`);

/** The only door into a room. Strangers and typos get the same answer, so ids tell nothing. */
export async function requireMembership(viewer: Viewer, roomId: string): Promise<Membership> {
  const [found] = await findMembership({ roomId, userId: viewer.userId });
  if (!found) throw notFound();
  return { viewer, ...found };
}
