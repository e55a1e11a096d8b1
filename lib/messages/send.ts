import 'server-only';
import { sql } from 'drizzle-orm';
import { prepared } from '@/db/prepared';
import { retrying } from '@/db/transaction';
import { log } from '@/lib/log';
import { observeSend } from '@/lib/metrics';

export type Send = {
  roomId: string;
  authorId: string;
  id: string;
  body: string;
  attachmentIds?: readonly string[] | undefined;
};

/** What a send became. `createdAt` never falls as seq grows. */
export type Sent = { roomId: string; id: string; seq: number; rev: number; createdAt: string };

/**
 * Stores messages, one or many, in one statement: members' rows locked, then rooms, then one dense run of seq and rev
 * per room, then the rows. Answers those that were stored; a send that comes back without a row was refused (no live
 * membership, an archived room, an attachment that is not theirs to send) or somebody held a lock: a batch waits for
 * nobody's membership or file, and over several rooms for no room, or one who is stuck would hold up all. Run it again
 * alone: a single send waits for each.
 * A duplicate id aborts the whole statement (23505, messages_room_id_key), so that no counter moves.
 */
export async function sendMessages(batch: readonly Send[]): Promise<Sent[]> {
  const begun = performance.now();
  const columns = columnsOf(batch);
  const store = statementFor(batch);
  const rows = await retrying(() => store(columns));
  observeSend(rows.length, (performance.now() - begun) / 1_000);
  for (const { roomId, clockAhead } of rows) {
    if (clockAhead)
      log().error({ roomId }, "the room's last message lies more than a minute ahead of the clock");
  }
  return rows;
}

type Columns = Record<'roomIds' | 'authorIds' | 'ids' | 'bodies' | 'fileLists', readonly string[]>;

function columnsOf(batch: readonly Send[]): Columns {
  return {
    roomIds: batch.map(({ roomId }) => roomId),
    authorIds: batch.map(({ authorId }) => authorId),
    ids: batch.map(({ id }) => id),
    bodies: batch.map(({ body }) => body),
    // An array of arrays would have to be a rectangle.
    fileLists: batch.map(({ attachmentIds = [] }) => `{${attachmentIds.join(',')}}`),
  };
}

/** Whose locks a statement waits for: a lone send for all, a batch for those of its only room, one of several for none. */
type Extent = 'one' | 'room' | 'rooms';

function statementFor(batch: readonly Send[]) {
  const isSeveral = batch.some(({ roomId }) => roomId !== batch[0]?.roomId);
  const extent = batch.length === 1 ? 'one' : isSeveral ? 'rooms' : 'room';
  return batch.some(hasFiles) ? statements.files[extent] : statements.text[extent];
}

function statement(extent: Extent, files: typeof withFiles | typeof withoutFiles) {
  const skipsPeople = extent !== 'one';
  const skipsRooms = extent === 'rooms';
  return prepared<Sent & { clockAhead: boolean }, keyof Columns>(sql`
    with want as materialized (
      select w.*${files.wanted} from unnest(${sql.placeholder('roomIds')}::uuid[], ${sql.placeholder('authorIds')}::uuid[],
                           ${sql.placeholder('ids')}::uuid[], ${sql.placeholder('bodies')}::text[])
        with ordinality as w(room_id, author_id, id, body, n)
    ), mine as materialized (
      select m.room_id, m.user_id from memberships m
      where (m.room_id, m.user_id) in (select room_id, author_id from want) and m.ended_at is null
      order by m.room_id, m.user_id for no key update ${skipLocked(skipsPeople)}
    ), held as materialized (
      select r.id, coalesce(r.last_message_at > clock_timestamp() + interval '1 minute', false) as clock_ahead
      from rooms r where r.id in (select room_id from mine) and r.archived_at is null
      order by (r.kind = 'thread'), r.id for no key update ${skipLocked(skipsRooms)}
    )${files.claimed(skipsPeople)}, good as materialized (
      select w.*, h.clock_ahead, row_number() over (partition by w.room_id order by w.n) as k
      from want w
      join mine m on m.room_id = w.room_id and m.user_id = w.author_id
      join held h on h.id = w.room_id
      ${files.whole}
    ), bump as (
      update rooms r
      set last_seq = last_seq + c.k, rev = rev + c.k, last_message_at =
        case when c.clock_ahead then clock_timestamp() else greatest(clock_timestamp(), last_message_at) end
      from (select room_id, count(*) as k, bool_or(clock_ahead) as clock_ahead from good group by 1) c
      where r.id = c.room_id
      returning r.id, r.last_seq - c.k as first_seq, r.rev - c.k as first_rev, r.last_message_at as at, c.clock_ahead
    ), stored as (
      insert into messages (room_id, seq, id, author_id, body, rev, created_at${files.column})
      select g.room_id, b.first_seq + g.k, g.id, g.author_id, g.body, b.first_rev + g.k, b.at${files.value}
      from good g join bump b on b.id = g.room_id
      returning room_id, seq, rev, id, created_at
    )${files.attached}
    select s.room_id as "roomId", s.id, s.seq, s.rev, s.created_at as "createdAt", b.clock_ahead as "clockAhead"
    from stored s join bump b on b.id = s.room_id order by s.room_id, s.seq`);
}

function skipLocked(skips: boolean) {
  return skips ? sql`skip locked` : sql``;
}

function hasFiles({ attachmentIds = [] }: Send): boolean {
  return attachmentIds.length > 0;
}

/** Most batches: the statement says nothing of files. */
const withoutFiles = {
  wanted: sql``,
  claimed: (_skips: boolean) => sql``,
  whole: sql``,
  column: sql``,
  value: sql``,
  attached: sql``,
};

/**
 * What a send with files has on top. They are locked after the rooms (the aggregate makes sure that `held` is complete),
 * in order of their ids, and looked at under the lock: whoever comes second with a file finds it taken, as does a file
 * that the clean-up decided on. Within a batch the first message has it. A message goes with all of its files or not.
 */
const withFiles = {
  wanted: sql`, (${sql.placeholder('fileLists')}::text[])[w.n]::uuid[] as files`,
  claimed: (skips: boolean) => sql`, offered as materialized (
      select a.id, w.n, f.position
      from want w
      join lateral unnest(w.files) with ordinality as f(id, position) on true
      join (select array_agg(id) as ids from held) h on w.room_id = any(h.ids)
      join attachments a on a.id = f.id and a.room_id = w.room_id and a.author_id = w.author_id
      where a.confirmed_at is not null and a.message_id is null and a.removed_at is null
      order by a.id for no key update of a ${skipLocked(skips)}
    ), claimed as materialized (
      select distinct on (id) id, n, position from offered order by id, n
    )`,
  whole: sql`where cardinality(w.files) = (select count(*) from claimed c where c.n = w.n)`,
  column: sql`, attachment_ids`,
  value: sql`, nullif(g.files, '{}')`,
  attached: sql`, attached as (
      update attachments a set message_id = g.id, message_seq = b.first_seq + g.k, position = c.position
      from claimed c join good g on g.n = c.n join bump b on b.id = g.room_id
      where a.id = c.id
    )`,
};

const statements = { text: ofAll(withoutFiles), files: ofAll(withFiles) };

function ofAll(files: typeof withFiles | typeof withoutFiles) {
  return {
    one: statement('one', files),
    room: statement('room', files),
    rooms: statement('rooms', files),
  };
}
