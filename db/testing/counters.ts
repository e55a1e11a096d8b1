import { sql } from 'drizzle-orm';
import { db } from '@/db/client';

/** What must hold of a room after anything: seq dense 1..n, no two rows with one rev, none above the room's. */
export type RoomCounters = {
  lastSeq: number;
  seqs: number[];
  rev: number;
  revs: number[];
  createdInOrder: boolean;
};

export async function readCounters(roomId: string): Promise<RoomCounters> {
  const { rows } = await db().execute<RoomCounters>(sql`
    select r.last_seq as "lastSeq", r.rev,
      array(select seq::int from messages where room_id = r.id order by seq) as seqs,
      array(select rev::int from (
        select rev from messages where room_id = r.id
        union all select rev from memberships where room_id = r.id) v order by rev) as revs,
      not exists (select 1 from messages a join messages b on b.room_id = a.room_id and b.seq = a.seq + 1
        where a.room_id = r.id and b.created_at < a.created_at) as "createdInOrder"
    from rooms r where r.id = ${roomId}`);
  const [row] = rows;
  if (!row) throw new Error(`there is no room ${roomId}`);
  return row;
}

/** Waits until some connection of this database waits for a lock; fails the test after five seconds. */
export async function untilSomebodyWaits(count = 1): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const { rows } = await db().execute<{ waiting: number }>(sql`
      select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if ((rows[0]?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nobody waits for a lock');
}
