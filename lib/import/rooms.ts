import 'server-only';
import { sql } from 'drizzle-orm';
import { type Database, violatedConstraint } from '@/db/client';
import type { LongSession } from '@/db/long-session';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { ROOM_NAME_MAX, ROOMS_MAX, TOPIC_MAX } from '@/lib/rooms/contract';
import { roomIdOf } from './identity';
import type { SourceRoom } from './line';
import { imported, shorten } from './names';

/** How often one room of a source may have been deleted here and imported again. */
const GENERATIONS = 50;

/**
 * The room here that a source's room is: the one an import of that source made, or a new one. A new one is private
 * and has no members until `publishRoom`: nobody sees it grow, and nobody writes between its years.
 */
export async function ensureRoom(db: Database, source: string, room: SourceRoom): Promise<string> {
  const ids = Array.from({ length: GENERATIONS }, (_, index) => roomIdOf(source, room.key, index));
  const { rows } = await db.execute<{ id: string; deleted: boolean }>(sql`
    select id, deleted_at is not null as deleted from rooms where id = any(${sql.param(ids)}::uuid[])`);
  const stored = new Map(rows.map(({ id, deleted }) => [id, deleted]));
  const id = ids.find((one) => stored.get(one) !== true);
  if (id === undefined) throw new Error(`The room ${room.name} was deleted ${GENERATIONS} times.`);
  if (stored.has(id)) return id;
  await db.execute(sql`
    insert into rooms (id, kind, name, topic)
    values (${id}, 'private', ${shorten(room.name, ROOM_NAME_MAX)}, ${shorten(room.topic ?? '', TOPIC_MAX)})`);
  return id;
}

/** Attempts to give a room a name while others take it. */
const TRIES = 5;

/**
 * Shows an imported room: public, by its name or, if that is taken, one that says what it is; whoever wrote in it is a
 * member who has read everything, the workspace's owners are its admins. A room that was shown before only gets the
 * authors it does not know: whoever left it stays out. Answers its name if it has another than in the source.
 */
export async function publishRoom(
  session: LongSession,
  id: string,
  room: SourceRoom,
): Promise<string | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await session.transaction((tx) => publish(tx, id, room));
    } catch (error) {
      if (attempt === TRIES || violatedConstraint(error) !== 'rooms_public_name_key') throw error;
    }
  }
}

async function publish(tx: Database, id: string, room: SourceRoom): Promise<string | null> {
  const isNew = await isHidden(tx, id);
  const name = isNew ? await freeName(tx, room.name) : null;
  if (name !== null) {
    await tx.execute(sql`
      update rooms set kind = 'public', name = ${name}, rev = rev + 1, info_rev = rev + 1 where id = ${id}`);
  }
  const members = await listNewMembers(tx, id, isNew);
  await beginMemberships(tx, members);
  if (isNew && room.archived) {
    await tx.execute(sql`
      update rooms set archived_at = now(), rev = rev + 1, info_rev = rev + 1 where id = ${id}`);
  }
  return name === room.name ? null : name;
}

/** Nothing but an import makes a private room without anybody in it. */
async function isHidden(tx: Database, id: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select from rooms r where r.id = ${id} and r.kind = 'private'
      and not exists (select from memberships m where m.room_id = r.id) for no key update`);
  return rows.length > 0;
}

async function freeName(tx: Database, wanted: string): Promise<string> {
  for (let attempt = -1; ; attempt += 1) {
    const name = attempt < 0 ? shorten(wanted, ROOM_NAME_MAX) : imported(wanted, ROOM_NAME_MAX, attempt);
    const { rows } = await tx.execute(sql`
      select from rooms where kind = 'public' and archived_at is null and deleted_at is null
        and lower(normalize(name, NFKC)) = lower(normalize(${name}, NFKC))`);
    if (rows.length === 0) return name;
  }
}

type NewMember = { roomId: string; userId: string; role: 'admin' | 'member' };

/** Nobody is taken into more rooms than one may be in: there they are authors without being members. */
async function listNewMembers(tx: Database, id: string, withOwners: boolean): Promise<NewMember[]> {
  const { rows } = await tx.execute<NewMember>(sql`
    select ${id}::uuid as "roomId", u.id as "userId",
           case when ${withOwners} and u.role = 'owner' then 'admin' else 'member' end as role
    from users u
    where u.kind <> 'former' and u.deactivated_at is null
      and (u.id in (select distinct author_id from messages where room_id = ${id})
           or ${withOwners} and u.role = 'owner')
      and not exists (select from memberships m where m.room_id = ${id} and m.user_id = u.id)
      and (select count(*) from memberships m where m.user_id = u.id and m.ended_at is null) < ${ROOMS_MAX}
    order by (u.role = 'owner') desc, u.id`);
  return rows;
}
