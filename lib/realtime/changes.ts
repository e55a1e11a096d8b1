import 'server-only';
import { sql } from 'drizzle-orm';
import { prepared } from '@/db/prepared';
import { toIso } from '@/lib/clock';
import { type MessageRow, messageJson, toMessage } from '@/lib/messages/wire';
import { CHANGES_MAX } from '@/lib/realtime/contract';
import type { Cursor, RoomNews } from '@/lib/realtime/reads';
import type { Member, RoomInfo } from '@/lib/rooms/contract';
import type { UserCards } from '@/lib/users/contract';
import { cardJson } from '@/lib/users/queries';

type Row = Omit<RoomInfo, 'rev'> & {
  n: number;
  roomId: string;
  after: number;
  head: number;
  epoch: string;
  infoRev: number;
  /** Changed rows above the cursor, counted up to one more than the limit. */
  count: number;
  /** The rev of the last row that is within the limit. */
  last: number;
  messages: MessageRow[];
  members: Member[];
  users: UserCards | null;
  memberIds: string[];
};

/** `memberIds`: whom it is read for; nothing is read of a room that none of them is in. Without it, it is read for us. */
export type Asked = Cursor & { memberIds?: readonly string[] };
/** `memberIds`: who of those it was read for are in the room. */
export type News = RoomNews & { epoch: string; memberIds: ReadonlySet<string> };

/**
 * What changed in each room above its cursor, all rooms in one statement, with the revs they are complete up to. At
 * most `limit` rows a room: as no two rows of a room share a rev, the list may be cut after any. In the order of
 * `asked`, null where there is nothing to tell anybody.
 */
export async function readChanges(asked: readonly Asked[], limit = CHANGES_MAX): Promise<(News | null)[]> {
  const rows = await selectChanges({
    limit,
    roomIds: asked.map(({ roomId }) => roomId),
    revs: asked.map(({ rev }) => rev),
    // An array of arrays would have to be a rectangle.
    memberLists: asked.map(({ memberIds }) => memberIds && `{${memberIds.join(',')}}`),
  });
  const found = new Map(rows.map((row) => [row.n, row]));
  return asked.map((_, n) => {
    const row = found.get(n + 1);
    return row ? toNews(row, limit) : null;
  });
}

const limit = sql`${sql.placeholder('limit')}::int`;

/** Of room `r` above `a.after`: the first rows in order of rev, by kind, with the cards of everybody they name. */
const changedRows = sql`
  with above as materialized (
    (select m.rev, m.author_id as user_id, ${messageJson} as message, null as role, null::boolean as ended
     from messages m where m.room_id = r.id and m.rev > a.after order by m.rev limit ${limit} + 1)
    union all
    (select p.rev, p.user_id, null, p.role, p.ended_at is not null
     from memberships p where p.room_id = r.id and p.rev > a.after order by p.rev limit ${limit} + 1)
    union all
    select r.info_rev, null, null, null, null where r.info_rev > a.after
  ), numbered as materialized (
    select *, row_number() over (order by rev) as n from above
  ), taken as materialized (
    select * from numbered where n <= ${limit}
  )
  select (select count(*) from numbered) as count,
         coalesce((select max(t.rev) from taken t), 0) as last,
         coalesce((select json_agg(t.message order by t.rev) from taken t where t.message is not null), '[]')
           as messages,
         coalesce((select json_agg(json_build_object('userId', t.user_id, 'role', t.role, 'rev', t.rev,
             'ended', t.ended) order by t.rev) from taken t where t.role is not null), '[]') as members,
         (select json_object_agg(u.id, ${cardJson})
          from users u where u.id in (select t.user_id from taken t)) as users`;

const selectChanges = prepared<Row, 'limit' | 'roomIds' | 'revs' | 'memberLists'>(sql`
  with asked as materialized (
    select a.*, array(
      select m.user_id from memberships m
      where m.room_id = a.room_id and m.user_id = any(a.member_list::uuid[]) and m.ended_at is null
    ) as member_ids
    from unnest(${sql.placeholder('roomIds')}::uuid[], ${sql.placeholder('revs')}::bigint[],
                ${sql.placeholder('memberLists')}::text[]) with ordinality as a(room_id, after, member_list, n)
  )
  select a.n, a.room_id as "roomId", a.after, a.member_ids::text[] as "memberIds", r.rev as head, x.epoch, r.kind,
         r.name, r.topic, r.archived_at as "archivedAt", r.info_rev as "infoRev", c.*
  from asked a
  join rooms r on r.id = a.room_id
  cross join meta x
  cross join lateral (${changedRows}) c
  where a.member_list is null or cardinality(a.member_ids) > 0`);

function toNews(row: Row, limit: number): News {
  const tooMany = row.count > limit;
  const to = tooMany ? row.last : row.head;
  const { kind, name, topic, archivedAt, infoRev } = row;
  const hasInfo = infoRev > row.after && infoRev <= to;
  const room = { kind, name, topic, archivedAt: archivedAt && toIso(archivedAt), rev: infoRev };
  return {
    roomId: row.roomId,
    epoch: row.epoch,
    memberIds: new Set(row.memberIds),
    head: row.head,
    tooMany,
    changes: {
      from: row.after,
      to,
      messages: row.messages.map(toMessage),
      members: row.members,
      ...(hasInfo && { room }),
      users: row.users ?? {},
    },
  };
}
