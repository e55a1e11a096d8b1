import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import type { Announcement } from '@/lib/realtime/hub';
import type { Pair } from '@/lib/rooms/locks';

/**
 * Who becomes admin of the rooms whose last admin is leaving for good: the member who is there longest, a guest only
 * if nobody else is. Rooms with another admin, or with nobody left, need none.
 */
export async function listHeirs(tx: Database, userId: string): Promise<Pair[]> {
  const { rows } = await tx.execute<Pair>(sql`
    select distinct on (m.room_id) m.room_id as "roomId", m.user_id as "userId"
    from memberships mine
    join rooms r on r.id = mine.room_id and r.kind in ('public', 'private') and r.deleted_at is null
    join memberships m on m.room_id = mine.room_id and m.user_id <> mine.user_id and m.ended_at is null
    join users u on u.id = m.user_id and u.kind = 'person' and u.deactivated_at is null
    where mine.user_id = ${userId} and mine.ended_at is null and mine.role = 'admin' and not exists (
      select 1 from memberships other where other.room_id = mine.room_id and other.user_id <> mine.user_id
        and other.role = 'admin' and other.ended_at is null)
    order by m.room_id, (u.role = 'guest'), m.created_at, m.user_id`);
  return rows;
}

/**
 * Makes them admins; each changed row takes a rev of its room and of its person. The caller holds the locks of their
 * memberships, rooms and rows. Answers what to announce after the commit.
 */
export async function handOverRooms(tx: Database, heirs: readonly Pair[]): Promise<Announcement[]> {
  if (heirs.length === 0) return [];
  const { rows } = await tx.execute<{ feed: string; to: number }>(sql`
    with heirs as materialized (
      select w.room_id, w.user_id, r.rev + 1 as rev,
             u.rev + row_number() over (partition by w.user_id order by w.room_id) as user_rev
      from unnest(${sql.param(heirs.map(({ roomId }) => roomId))}::uuid[],
                  ${sql.param(heirs.map((heir) => heir.userId))}::uuid[]) as w(room_id, user_id)
      join rooms r on r.id = w.room_id join users u on u.id = w.user_id
    ), promoted as (
      update memberships m set role = 'admin', rev = h.rev, user_rev = h.user_rev
      from heirs h where m.room_id = h.room_id and m.user_id = h.user_id
    ), counted_rooms as (
      update rooms r set rev = h.rev from heirs h where r.id = h.room_id
      returning r.id::text as feed, r.rev as "to"
    ), counted_users as (
      update users u set rev = h.rev from (select user_id, max(user_rev) as rev from heirs group by 1) h
      where u.id = h.user_id returning 'me:' || u.id as feed, u.rev as "to"
    )
    select * from counted_rooms union all select * from counted_users`);
  return rows;
}
