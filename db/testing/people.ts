import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';

export type TestPerson = {
  userId: string;
  sessionId: string;
  role: 'owner' | 'admin' | 'member' | 'guest';
  name: string;
  avatar: string | null;
  kind: 'person' | 'bot' | 'former';
  email: string;
};

/**
 * A person who is signed in on one device; shaped as the viewer that `findViewer` would answer, plus the e-mail.
 * They have no password: sign in by the session.
 */
export async function makePerson(
  name: string,
  {
    role = 'member',
    email = `${randomUUID()}@example.test`,
  }: Partial<Pick<TestPerson, 'role' | 'email'>> = {},
): Promise<TestPerson> {
  const { rows } = await db().execute<{ user_id: string; session_id: string }>(sql`
    with person as (
      insert into users (name, email, role) values (${name}, ${email}, ${role}) returning id
    )
    insert into sessions (user_id) select id from person returning user_id, id as session_id`);
  const [row] = rows;
  if (!row) throw new Error('The database made no person.');
  return { userId: row.user_id, sessionId: row.session_id, role, name, avatar: null, kind: 'person', email };
}

/** Another device of `person`: the same viewer with a session of its own. */
export async function makeSession(person: TestPerson): Promise<TestPerson> {
  const { rows } = await db().execute<{ id: string }>(
    sql`insert into sessions (user_id) values (${person.userId}) returning id`,
  );
  const [row] = rows;
  if (!row) throw new Error('The database made no session.');
  return { ...person, sessionId: row.id };
}

export type TestRoom = { id: string; kind: 'public' | 'private' | 'direct'; name: string };

/**
 * A room with `members`, the first of them its admin. The counters are those of a room whose making took rev 1 and
 * whose members came one after the other, each with a rev of the room and one of their own.
 */
export async function makeRoom({
  members,
  kind = 'private',
  name = kind === 'direct' ? '' : `room ${randomUUID()}`,
  topic = '',
}: {
  members: readonly { userId: string }[];
  kind?: TestRoom['kind'];
  name?: string;
  topic?: string;
}): Promise<TestRoom> {
  const ids = members.map(({ userId }) => userId);
  const admins = kind === 'direct' ? 0 : 1;
  const { rows } = await db().execute<{ room_id: string }>(sql`
    with room as (
      insert into rooms (kind, name, topic, rev, info_rev, member_key, created_by)
      values (${kind}, ${name}, ${topic}, ${1 + ids.length}, 1, ${kind === 'direct' ? memberKey(ids) : null}, ${ids[0] ?? null})
      returning id
    ),
    joining as (
      select id, place from unnest(${sql.param(ids)}::uuid[]) with ordinality as list (id, place)
    ),
    moved as (
      update users set rev = rev + 1 from joining where users.id = joining.id
      returning users.id, users.rev, joining.place
    ),
    joined as (
      insert into memberships (room_id, user_id, role, rev, user_rev)
      select room.id, moved.id, case when moved.place <= ${admins} then 'admin' else 'member' end,
             1 + moved.place, moved.rev
        from moved, room
    )
    select id as room_id from room`);
  const [row] = rows;
  if (!row) throw new Error('The database made no room.');
  return { id: row.room_id, kind, name };
}

function memberKey(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...new Set(ids)].sort().join(','))
    .digest('hex');
}
