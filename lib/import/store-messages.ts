import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';

export type ImportedMessage = { roomId: string; id: string; authorId: string; body: string; at: number };

/** `late`: how many were older than what stands before them in their room, and took its time. */
export type Stored = { stored: number; late: number };

/**
 * Adds messages to the ends of their rooms, in the order given; those whose ids are there already are left as they
 * are, and nothing comes into a room that was deleted meanwhile. seq and rev stay dense, and created_at never falls.
 */
export async function storeMessages(tx: Database, messages: readonly ImportedMessage[]): Promise<Stored> {
  const column = (name: keyof ImportedMessage) => sql.param(messages.map((message) => message[name]));
  const rooms = sql.param([...new Set(messages.map(({ roomId }) => roomId))]);
  // A statement of its own: the next one sees what was committed while this waited for people who are writing.
  await tx.execute(sql`
    select from rooms where id = any(${rooms}::uuid[]) order by (kind = 'thread'), id for no key update`);
  const { rows } = await tx.execute<Stored>(sql`
    with given as materialized (
      select w.*, to_timestamp(w.at_ms / 1000.0) as at
      from unnest(${column('roomId')}::uuid[], ${column('id')}::uuid[], ${column('authorId')}::uuid[],
                  ${column('body')}::text[], ${column('at')}::bigint[])
        with ordinality as w(room_id, id, author_id, body, at_ms, n)
      -- Asked for each row, and so by the index: as a join it may become a scan of all messages, batch after batch.
      where (select m.id from messages m where m.room_id = w.room_id and m.id = w.id) is null
    ), placed as materialized (
      select g.*, row_number() over earlier as k,
             greatest(max(g.at) over earlier, r.last_message_at) as created_at, r.last_seq, r.rev
      from given g join rooms r on r.id = g.room_id and r.deleted_at is null
      window earlier as (partition by g.room_id order by g.n)
    ), stored as (
      insert into messages (room_id, seq, id, author_id, body, rev, created_at)
      select room_id, last_seq + k, id, author_id, body, rev + k, created_at from placed order by room_id, k
    ), counted as (
      update rooms r set last_seq = r.last_seq + p.k, rev = r.rev + p.k, last_message_at = p.created_at
      from (select room_id, max(k) as k, max(created_at) as created_at from placed group by 1) p
      where r.id = p.room_id
    )
    select count(*) as stored, count(*) filter (where created_at > at) as late from placed`);
  return rows[0] ?? { stored: 0, late: 0 };
}
