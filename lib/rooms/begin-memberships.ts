import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { AppError } from '@/lib/errors';
import type { Announcement } from '@/lib/realtime/hub';
import { ROOMS_MAX, type RoomRole } from './contract';
import { lockMemberships, lockRooms, lockUsers, type Pair } from './locks';

/**
 * Begins (or revives) memberships in rooms that are neither archived nor deleted; a live one stays as it is. Whoever
 * joins has read everything there is so far, and sees all of it. Each begun row takes its own rev of its room and of
 * its person. Answers what to announce after the commit. Throws `conflict` when somebody would be in too many rooms.
 */
export async function beginMemberships(
  tx: Database,
  wanted: readonly (Pair & { role?: RoomRole })[],
): Promise<Announcement[]> {
  if (wanted.length === 0) return [];
  const roomIds = wanted.map((pair) => pair.roomId);
  const userIds = wanted.map((pair) => pair.userId);
  const roles = wanted.map((pair) => pair.role ?? 'member');
  await lockMemberships(tx, wanted);
  await lockRooms(tx, roomIds);
  await lockUsers(tx, userIds);
  const { rows } = await tx.execute<{ feed: string; to: number }>(sql`
    with want as materialized (
      select * from unnest(${sql.param(roomIds)}::uuid[], ${sql.param(userIds)}::uuid[], ${sql.param(roles)}::text[])
        with ordinality as w(room_id, user_id, role, n)
    ), begun as materialized (
      select w.room_id, w.user_id, w.role, r.last_seq, m.room_id is not null as revives,
             r.rev + row_number() over (partition by w.room_id order by w.n) as rev,
             u.rev + row_number() over (partition by w.user_id order by w.n) as user_rev
      from want w
      join rooms r on r.id = w.room_id and r.archived_at is null and r.deleted_at is null
      join users u on u.id = w.user_id
      left join memberships m on m.room_id = w.room_id and m.user_id = w.user_id
      where m.room_id is null or m.ended_at is not null
    ), revived as (
      update memberships m set ended_at = null, role = b.role, rev = b.rev, user_rev = b.user_rev,
             last_read_seq = b.last_seq, involvement = 'everything', muted_until = null
      from begun b where b.revives and m.room_id = b.room_id and m.user_id = b.user_id
    ), inserted as (
      insert into memberships (room_id, user_id, role, rev, user_rev, last_read_seq)
      select b.room_id, b.user_id, b.role, b.rev, b.user_rev, b.last_seq from begun b where not b.revives
    ), counted_rooms as (
      update rooms r set rev = b.rev from (select room_id, max(rev) as rev from begun group by 1) b
      where r.id = b.room_id returning r.id::text as feed, r.rev as "to"
    ), counted_users as (
      update users u set rev = b.rev from (select user_id, max(user_rev) as rev from begun group by 1) b
      where u.id = b.user_id returning 'me:' || u.id as feed, u.rev as "to"
    )
    select * from counted_rooms union all select * from counted_users`);
  await refuseTooManyRooms(tx, userIds);
  return rows;
}

/** Hello names all of a person's rooms, so their number is bounded. */
async function refuseTooManyRooms(tx: Database, userIds: readonly string[]): Promise<void> {
  const { rows } = await tx.execute(sql`
    select user_id from memberships
    where user_id = any(${sql.param([...userIds])}::uuid[]) and ended_at is null
    group by user_id having count(*) > ${ROOMS_MAX} limit 1`);
  if (rows.length > 0) {
    throw new AppError('conflict', `Nobody can be in more than ${ROOMS_MAX} rooms.`, {
      reason: 'too_many_rooms',
      params: { limit: ROOMS_MAX },
    });
  }
}
