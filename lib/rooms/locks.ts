import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { notFound } from '@/lib/errors';

/*
 * Every write locks in one order: memberships, rooms, attachments, users, storage usage; within each as sorted here. Always `for no key update`:
 * foreign keys take key share, and `for share` deadlocks with an upgrade. A write decides only on what these answer,
 * or on what it reads in a later statement under the room's lock.
 */

export type Pair = { roomId: string; userId: string };

export type LockedMembership = Pair & {
  role: 'admin' | 'member';
  lastReadSeq: number;
  userRev: number;
  ended: boolean;
};

export type LockedRoom = {
  id: string;
  kind: 'public' | 'private' | 'direct' | 'thread';
  name: string;
  topic: string;
  rev: number;
  lastSeq: number;
  archived: boolean;
  deleted: boolean;
};

/** The rows that exist, ended ones too; what does not exist yet is inserted after all locks are held. */
export async function lockMemberships(tx: Database, pairs: readonly Pair[]): Promise<LockedMembership[]> {
  const { rows } = await tx.execute<LockedMembership>(sql`
    select m.room_id as "roomId", m.user_id as "userId", m.role, m.last_read_seq as "lastReadSeq",
           m.user_rev as "userRev", m.ended_at is not null as ended
    from memberships m join rooms r on r.id = m.room_id
    where (m.room_id, m.user_id) in (
      select * from unnest(${sql.param(pairs.map((pair) => pair.roomId))}::uuid[],
                           ${sql.param(pairs.map((pair) => pair.userId))}::uuid[]))
    order by (r.kind = 'thread'), m.room_id, m.user_id for no key update of m`);
  return rows;
}

export async function lockRooms(tx: Database, ids: readonly string[]): Promise<LockedRoom[]> {
  const { rows } = await tx.execute<LockedRoom>(sql`
    select r.id, r.kind, r.name, r.topic, r.rev, r.last_seq as "lastSeq",
           r.archived_at is not null as archived, r.deleted_at is not null as deleted
    from rooms r where r.id = any(${sql.param([...ids])}::uuid[])
    order by (r.kind = 'thread'), r.id for no key update`);
  return rows;
}

/** Their ids and revs, in lock order. */
export async function lockUsers(
  tx: Database,
  ids: readonly string[],
): Promise<{ id: string; rev: number }[]> {
  const { rows } = await tx.execute<{ id: string; rev: number }>(sql`
    select u.id, u.rev from users u where u.id = any(${sql.param([...ids])}::uuid[])
    order by u.id for no key update`);
  return rows;
}

/** Takes the next rev of one person. Their lock comes last in the order, so nothing is locked after this. */
export async function takeUserRev(tx: Database, userId: string): Promise<number> {
  const { rows } = await tx.execute<{ rev: number }>(
    sql`update users set rev = rev + 1 where id = ${userId} returning rev`,
  );
  const [person] = rows;
  if (!person) throw notFound();
  return person.rev;
}
