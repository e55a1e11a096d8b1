import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { prepared } from '@/db/prepared';
import { findLiveSessionIds, forgetSessions } from '@/lib/auth/live-sessions';
import { groupBy } from '@/lib/group-by';
import { readChanges } from '@/lib/realtime/changes';
import { CHANGES_MAX } from '@/lib/realtime/contract';
import type {
  Behind,
  Cursor,
  Moved,
  OpeningReads,
  PersonRev,
  RoomNews,
  SharedReads,
  Standing,
  Who,
} from '@/lib/realtime/reads';
import { readAllEntries, readEntries } from '@/lib/rooms/entries';

/** The hub's reads on Postgres. They name people, not viewers: whoever has a stream was let in at its door. */
export const reads: SharedReads & OpeningReads = {
  standings: readStandings,
  hellos: readAllEntries,
  allMissed: readAllMissed,
  room: async (roomId, from) => {
    const [news] = await readChanges([{ roomId, rev: from }]);
    return news?.changes ?? null;
  },
  me: (userId, from) => readEntries(userId, { above: from, limit: CHANGES_MAX }),
  liveSessions: async (userId) => {
    forgetSessions(userId);
    return new Set(await findLiveSessionIds(userId));
  },
  moved: readMoved,
};

const selectStandings = prepared<Standing & { n: number }, 'userIds' | 'sessionIds'>(sql`
  select a.n, u.rev, coalesce((
    select json_agg(json_build_object('roomId', r.id, 'rev', r.rev))
    from memberships m join rooms r on r.id = m.room_id where m.user_id = u.id and m.ended_at is null
  ), '[]') as rooms
  from unnest(${sql.placeholder('userIds')}::uuid[], ${sql.placeholder('sessionIds')}::uuid[])
    with ordinality as a(user_id, session_id, n)
  join users u on u.id = a.user_id
  join sessions s on s.id = a.session_id and s.user_id = u.id
  where u.deactivated_at is null and u.kind <> 'former'`);

async function readStandings(all: readonly Who[]): Promise<(Standing | null)[]> {
  const rows = await selectStandings({
    userIds: all.map(({ userId }) => userId),
    sessionIds: all.map(({ sessionId }) => sessionId),
  });
  const found = new Map(rows.map(({ n, rev, rooms }) => [n, { rev, rooms }]));
  return all.map((_, n) => found.get(n + 1) ?? null);
}

/** After a break all clients of a room stand at the same place: what they missed is read once. */
async function readAllMissed(all: readonly Behind[]): Promise<RoomNews[][]> {
  const asked = all.flatMap(({ userId, cursors }) => cursors.map((cursor) => ({ ...cursor, userId })));
  const places = groupBy(asked, placeOf);
  const cursors = Array.from(places.values(), (group) => ({
    ...(group[0] as Cursor),
    memberIds: group.map(({ userId }) => userId),
  }));
  const news = await readChanges(cursors);
  const found = new Map(Array.from(places.keys(), (place, n) => [place, news[n]]));
  return all.map(({ userId, cursors: own }) =>
    own.flatMap((cursor) => {
      const one = found.get(placeOf(cursor));
      return one?.memberIds.has(userId) ? [one] : [];
    }),
  );
}

function placeOf({ roomId, rev }: Cursor): string {
  return `${roomId} ${rev}`;
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
