import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { prepared } from '@/db/prepared';
import { toIso } from '@/lib/clock';
import { groupBy } from '@/lib/group-by';
import type { Me, UserCards } from '@/lib/users/contract';
import { cardJson } from '@/lib/users/queries';
import { type Entry, ROOMS_MAX } from './contract';
import { parseSkip } from './skip';

/** Own messages and tombstones above the marker that one entry looks at before it says "too many to count". */
const SKIP_ROWS_MAX = 10_000;

/** One person's rooms and the revs to follow them from, all read in one statement. */
export type Entries = {
  me: Me;
  /** users.rev, and the rev at which the profile last changed. */
  rev: number;
  infoRev: number;
  epoch: string;
  rooms: Entry[];
  /** Of an `above` read: rooms the person is no longer in. */
  ended: string[];
  /** Of an `above` read: the users.rev it is complete up to, below `rev` when `limit` cut it. */
  upTo: number;
  users: UserCards;
};

/**
 * Which of a person's rooms: all live ones, one live one, or (for the feed `me`) every membership that changed above
 * a rev, ended ones too, in the order of their change and at most `limit` of them.
 */
export type EntriesScope = 'all' | { roomId: string } | { above: number; limit: number };

/** Null when there is no such person. */
export async function readEntries(userId: string, scope: EntriesScope): Promise<Entries | null> {
  const userIds = [userId];
  if (scope === 'all') return entriesOf(await selectAll({ userIds }));
  if ('roomId' in scope) return entriesOf(await selectOne({ userIds, ...scope }));
  return entriesOf(await selectAbove({ userIds, ...scope }), scope.limit);
}

/** All live rooms of each person, in one statement. */
export async function readAllEntries(userIds: readonly string[]): Promise<(Entries | null)[]> {
  const byPerson = groupBy(await selectAll({ userIds }), ({ person_id }) => person_id);
  return userIds.map((userId) => entriesOf(byPerson.get(userId) ?? []));
}

/** No two memberships of a person share a user_rev, so that an ordered read may be cut after any row. */
function entriesOf(rows: readonly (EntryRow & PersonRow)[], limit?: number): Entries | null {
  const [first] = rows;
  if (!first) return null;
  const found = rows.filter((row) => row.room_id !== null);
  return {
    me: {
      id: first.person_id,
      name: first.person_name,
      email: first.email,
      role: first.person_role,
      avatar: first.avatar,
      kind: first.person_kind,
    },
    rev: first.person_rev,
    infoRev: first.person_info_rev,
    epoch: first.epoch,
    rooms: found.filter((row) => row.ended_at === null).map(toEntry),
    ended: found.filter((row) => row.ended_at !== null).map((row) => row.room_id),
    upTo: found.length === limit ? Math.max(...found.map((row) => row.user_rev)) : first.person_rev,
    users: Object.assign({}, ...found.map((row) => row.people ?? {})),
  };
}

/**
 * An entry's columns over a membership `m` and its room `r`. `skip` uses the two indexes on (room, …, seq); the people
 * of a direct conversation come along so that no second statement is needed.
 */
export const entryColumns = sql`
  r.id as room_id, r.kind, r.name, r.topic, r.archived_at, r.info_rev, r.rev, r.last_seq, r.last_message_at,
  m.last_read_seq, m.user_rev, m.role, m.involvement, m.muted_until, m.ended_at,
  case when m.ended_at is null then (
    select case when count(*) > ${SKIP_ROWS_MAX} then null
           else coalesce(range_agg(int8range(s.seq, s.seq, '[]')), '{}')::text end
    from (
      (select seq from messages where room_id = m.room_id and author_id = m.user_id and seq > m.last_read_seq)
      union
      (select seq from messages where room_id = m.room_id and deleted_at is not null and seq > m.last_read_seq)
      limit ${SKIP_ROWS_MAX + 1}
    ) s
  ) end as skip,
  case when r.kind = 'direct' then (
    select json_object_agg(u.id, ${cardJson})
    from memberships p join users u on u.id = p.user_id where p.room_id = r.id
  ) end as people`;

const selectAll = selectEntries(sql`m.ended_at is null limit ${sql.raw(String(ROOMS_MAX))}`);
const selectOne = selectEntries<'roomId'>(
  sql`m.room_id = ${sql.placeholder('roomId')} and m.ended_at is null`,
);
const selectAbove = selectEntries<'above' | 'limit'>(sql`
  m.user_rev > ${sql.placeholder('above')} order by m.user_rev limit ${sql.placeholder('limit')}`);

/** Of each person their memberships that are so; somebody without any has one row all the same. */
function selectEntries<Name extends string = never>(areSo: SQL) {
  return prepared<EntryRow & PersonRow, Name | 'userIds'>(sql`
    select u.rev as person_rev, u.info_rev as person_info_rev, x.epoch, u.id as person_id, u.name as person_name,
           u.email, u.role as person_role, u.avatar, u.kind as person_kind, e.*
    from users u cross join meta x left join lateral (
      select ${entryColumns} from memberships m join rooms r on r.id = m.room_id
      where m.user_id = u.id and ${areSo}
    ) e on true
    where u.id = any(${sql.placeholder('userIds')}::uuid[])`);
}

/** A row of `entryColumns`. */
export type EntryRow = {
  room_id: string;
  kind: Entry['kind'];
  name: string;
  topic: string;
  archived_at: string | null;
  info_rev: number;
  rev: number;
  last_seq: number;
  last_message_at: string | null;
  last_read_seq: number;
  user_rev: number;
  role: Entry['role'];
  involvement: Entry['involvement'];
  muted_until: string | null;
  ended_at: string | null;
  skip: string | null;
  people: UserCards | null;
};

type PersonRow = {
  person_rev: number;
  person_info_rev: number;
  epoch: string;
  person_id: string;
  person_name: string;
  email: string | null;
  person_role: Me['role'];
  avatar: string | null;
  person_kind: Me['kind'];
};

export function toEntry(row: EntryRow): Entry {
  return {
    roomId: row.room_id,
    kind: row.kind,
    name: row.name,
    topic: row.topic,
    archivedAt: row.archived_at && toIso(row.archived_at),
    infoRev: row.info_rev,
    rev: row.rev,
    lastSeq: row.last_seq,
    lastMessageAt: row.last_message_at && toIso(row.last_message_at),
    lastReadSeq: row.last_read_seq,
    userRev: row.user_rev,
    skip: parseSkip(row.skip),
    role: row.role,
    involvement: row.involvement,
    mutedUntil: row.muted_until && toIso(row.muted_until),
    memberIds: row.people && Object.keys(row.people),
  };
}
