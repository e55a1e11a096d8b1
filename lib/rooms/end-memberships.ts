import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import type { Announcement } from '@/lib/realtime/hub';
import { lockUsers, type Pair } from './locks';

/**
 * Ends memberships; rows stay, so that the end itself can be told and a return revives them. The caller holds the
 * locks of these memberships and of their rooms and has decided on them. Answers what to announce after the commit.
 */
export async function endMemberships(tx: Database, pairs: readonly Pair[]): Promise<Announcement[]> {
  const roomIds = pairs.map((pair) => pair.roomId);
  const userIds = pairs.map((pair) => pair.userId);
  await lockUsers(tx, userIds);
  const { rows } = await tx.execute<{ feed: string; to: number }>(sql`
    with ended as materialized (
      select m.room_id, m.user_id,
             r.rev + row_number() over (partition by m.room_id order by m.user_id) as rev,
             u.rev + row_number() over (partition by m.user_id order by m.room_id) as user_rev
      from unnest(${sql.param(roomIds)}::uuid[], ${sql.param(userIds)}::uuid[]) as w(room_id, user_id)
      join memberships m on m.room_id = w.room_id and m.user_id = w.user_id and m.ended_at is null
      join rooms r on r.id = m.room_id
      join users u on u.id = m.user_id
    ), closed as (
      update memberships m set ended_at = clock_timestamp(), rev = e.rev, user_rev = e.user_rev
      from ended e where m.room_id = e.room_id and m.user_id = e.user_id
    ), counted_rooms as (
      update rooms r set rev = e.rev from (select room_id, max(rev) as rev from ended group by 1) e
      where r.id = e.room_id returning r.id::text as feed, r.rev as "to"
    ), counted_users as (
      update users u set rev = e.rev from (select user_id, max(user_rev) as rev from ended group by 1) e
      where u.id = e.user_id returning 'me:' || u.id as feed, u.rev as "to"
    )
    select * from counted_rooms union all select * from counted_users`);
  return rows;
}
