import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { prepared } from '@/db/prepared';
import { findLiveSessionIds, forgetSessions } from '@/lib/auth/live-sessions';
import { readChanges } from '@/lib/realtime/changes';
import { CHANGES_MAX } from '@/lib/realtime/contract';
import type { Cursor, Moved, PersonRev, Reads, Standing } from '@/lib/realtime/reads';
import { readEntries } from '@/lib/rooms/entries';

/** The hub's reads on Postgres. They name people, not viewers: whoever has a stream was let in at its door. */
export const reads: Reads = {
  standing: readStanding,
  hello: (userId) => readEntries(userId, 'all'),
  missed: (userId, cursors) => readChanges(cursors, { memberId: userId, limit: CHANGES_MAX }),
  room: async (roomId, from) => {
    const [news] = await readChanges([{ roomId, rev: from }], { limit: CHANGES_MAX });
    return news?.changes ?? null;
  },
  me: (userId, from) => readEntries(userId, { above: from, limit: CHANGES_MAX }),
  liveSessions: async (userId) => {
    forgetSessions(userId);
    return new Set(await findLiveSessionIds(userId));
  },
  moved: readMoved,
};

async function readStanding(who: { userId: string; sessionId: string }): Promise<Standing | null> {
  const rows = await prepared<Standing>(sql`
    select u.rev, coalesce((
      select json_agg(json_build_object('roomId', r.id, 'rev', r.rev))
      from memberships m join rooms r on r.id = m.room_id where m.user_id = u.id and m.ended_at is null
    ), '[]') as rooms
    from users u join sessions s on s.user_id = u.id
    where u.id = ${who.userId} and s.id = ${who.sessionId} and u.deactivated_at is null and u.kind <> 'former'`);
  return rows[0] ?? null;
}

/** Answers what moved and nothing else; its cost grows with the distinct feeds of this process. */
async function readMoved(known: { rooms: readonly Cursor[]; people: readonly PersonRev[] }): Promise<Moved> {
  const { rows } = await db().execute<{ epoch: string; feed: string | null; to: number }>(sql`
    select x.epoch, moved.feed, moved."to" from meta x left join (
      select r.id::text as feed, r.rev as "to"
      from ${pairs(known.rooms.map(({ roomId, rev }) => [roomId, rev]))} join rooms r on r.id = k.id
      where r.rev > k.rev
      union all
      select 'me:' || u.id, u.rev
      from ${pairs(known.people.map(({ userId, rev }) => [userId, rev]))} join users u on u.id = k.id
      where u.rev > k.rev
    ) moved on true`);
  const [first] = rows;
  if (!first) throw new Error('The table meta is empty.');
  return {
    epoch: first.epoch,
    feeds: rows.flatMap(({ feed, to }) => (feed === null ? [] : [{ feed, to }])),
  };
}

function pairs(list: readonly [id: string, rev: number][]): SQL {
  const ids = sql.param(list.map(([id]) => id));
  const revs = sql.param(list.map(([, rev]) => rev));
  return sql`unnest(${ids}::uuid[], ${revs}::bigint[]) as k(id, rev)`;
}
