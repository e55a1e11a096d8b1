import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { memberships, rooms as roomsTable } from '@/db/schema/rooms';
import { settings, users } from '@/db/schema/users';
import { type DemoPerson, type DemoRoom, people, rooms } from './conversations';

type Ids = Record<DemoPerson, string>;

/**
 * Fills an empty workspace with the demo's people and conversations, as if they had been talking for days: counters
 * dense, dates ascending, some messages unread by the first person. `passwordHash` opens everybody's account; their
 * addresses are `<key>@harbour.example`.
 */
export async function seedDemo(tx: Database, passwordHash: string, now: Date): Promise<void> {
  const ids = await insertPeople(tx, passwordHash);
  const userRevs = new Map<string, number>();
  for (const room of rooms) await insertRoom(tx, room, { ids, userRevs, now });
  for (const [id, rev] of userRevs) await tx.execute(sql`update users set rev = ${rev} where id = ${id}`);
  await tx.insert(settings).values({
    name: 'Harbour',
    firstRoomId: sql`(select id from rooms where name = 'general')`,
  });
}

async function insertPeople(tx: Database, passwordHash: string): Promise<Ids> {
  const keys = Object.keys(people) as DemoPerson[];
  const values = keys.map((key) => ({ ...people[key], email: `${key}@harbour.example`, passwordHash }));
  const rows = await tx.insert(users).values(values).returning({ id: users.id });
  // Postgres answers the rows of one insert in the order of its values; one for each key of `people`.
  return Object.fromEntries(keys.map((key, index) => [key, rows[index]?.id])) as Ids;
}

type Scene = { ids: Ids; userRevs: Map<string, number>; now: Date };

async function insertRoom(tx: Database, room: DemoRoom, { ids, userRevs, now }: Scene): Promise<void> {
  const memberIds = room.members.map((member) => ids[member]);
  const times = timesOf(room, now);
  const lastSeq = room.lines.length;
  const [row] = await tx
    .insert(roomsTable)
    .values({
      kind: room.kind,
      name: room.name,
      topic: room.topic,
      createdBy: memberIds[0],
      lastSeq,
      rev: memberIds.length + lastSeq,
      lastMessageAt: times.at(-1),
      memberKey:
        room.kind === 'direct'
          ? createHash('sha256')
              .update([...memberIds].sort().join())
              .digest('hex')
          : null,
    })
    .returning({ id: roomsTable.id });
  if (!row) throw new Error('an insert answered no row');
  await tx.insert(memberships).values(
    memberIds.map((userId, index) => {
      const userRev = (userRevs.get(userId) ?? 0) + 1;
      userRevs.set(userId, userRev);
      return {
        roomId: row.id,
        userId,
        role: index === 0 && room.kind !== 'direct' ? ('admin' as const) : ('member' as const),
        rev: index + 1,
        userRev,
        lastReadSeq: index === 0 ? lastSeq - room.unread : lastSeq,
      };
    }),
  );
  await tx.execute(sql`
    insert into messages (room_id, seq, id, author_id, body, rev, created_at)
    select ${row.id}, n, gen_random_uuid(), author_id, body, ${memberIds.length} + n, at
    from unnest(${sql.param(room.lines.map(([author]) => ids[author]))}::uuid[],
                ${sql.param(room.lines.map(([, , text]) => text))}::text[],
                ${sql.param(times.map((time) => time.toISOString()))}::timestamptz[])
      with ordinality as line(author_id, body, at, n)`);
}

/** Counted back from the last line, so that the demo is always of today. */
function timesOf(room: DemoRoom, now: Date): Date[] {
  const total = room.lines.reduce((sum, [, minutes]) => sum + minutes, 0);
  let minutesAgo = room.lastMinutesAgo + total;
  return room.lines.map(([, minutes]) => {
    minutesAgo -= minutes;
    return new Date(now.getTime() - minutesAgo * 60_000);
  });
}
