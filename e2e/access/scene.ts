import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { makeAttachment } from '@/db/testing/attachments';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';

/**
 * Everybody who could ask. `guest`, `member`, `manager` and `owner` are in the scene's private room (the manager as its
 * admin); `outsider` and `admin` are not, so for them every id of the room is somebody else's.
 */
export const actors = ['nobody', 'outsider', 'admin', 'guest', 'member', 'manager', 'owner'] as const;
export type Actor = (typeof actors)[number];
type Signed = Exclude<Actor, 'nobody'>;

export type Scene = {
  people: Record<Signed, TestPerson>;
  /** Somebody else, in the room, a plain member of the workspace, who wrote `message`. */
  author: TestPerson;
  /** In none of the rooms. */
  stranger: TestPerson;
  /** Came with a log from elsewhere; nobody can sign in as them. In none of the rooms. */
  imported: { userId: string };
  room: string;
  publicRoom: string;
  direct: string;
  message: string;
  /** Written by the one who asks, if they are in the room. */
  ownMessage: (actor: Actor) => string;
  /** On `author`'s message, for everybody in the room to read. */
  file: string;
  /** Uploaded by `author`, not sent. */
  looseFile: string;
  /** Uploaded by the one who asks, if they are in the room; not sent. */
  ownFile: (actor: Actor) => string;
  /** Pictures of `author` and `stranger`. */
  faces: { author: string; stranger: string };
  /** An invite that `author` made; its token is not known to anyone. */
  invite: string;
  fresh: () => string;
};

/** One workspace moment, made anew for each question, so that allowed and refused start from the same place. */
export async function makeScene(): Promise<Scene> {
  const [outsider, admin, guest, member, manager, owner, author, stranger] = await Promise.all([
    makePerson('outsider'),
    makePerson('admin', { role: 'admin' }),
    makePerson('guest', { role: 'guest' }),
    makePerson('member'),
    makePerson('manager'),
    makePerson('owner', { role: 'owner' }),
    makePerson('author'),
    makePerson('stranger'),
  ]);
  const people = { outsider, admin, guest, member, manager, owner };
  const inside = [manager, author, guest, member, owner];
  const room = await makeRoom({ members: inside });
  const publicRoom = await makeRoom({ kind: 'public', members: [author] });
  const direct = await makeRoom({ kind: 'direct', members: inside });
  const messages = new Map<string, string>();
  for (const [index, person] of inside.entries()) {
    const id = randomUUID();
    messages.set(person.userId, id);
    await db().execute(sql`
      insert into messages (room_id, seq, id, author_id, body, rev, created_at)
      values (${room.id}, ${index + 1}, ${id}, ${person.userId}, 'hello', ${inside.length + 2 + index}, now())`);
  }
  await db().execute(sql`
    update rooms set last_seq = ${inside.length}, rev = rev + ${inside.length}, last_message_at = now()
    where id = ${room.id}`);
  const upload = (person: TestPerson) => makeAttachment({ roomId: room.id, authorId: person.userId });
  const file = await upload(author);
  const sent = messages.get(author.userId) ?? '';
  await db().execute(sql`
    with attached as (
      update messages set attachment_ids = array[${file}]::uuid[] where room_id = ${room.id} and id = ${sent}
      returning id, seq
    )
    update attachments set message_id = m.id, message_seq = m.seq, position = 1 from attached m
    where attachments.id = ${file}`);
  const looseFile = await upload(author);
  const ownFiles = new Map<string, string>();
  for (const person of inside) ownFiles.set(person.userId, await upload(person));
  const face = (person: TestPerson) => makeAttachment({ roomId: null, authorId: person.userId });
  const faces = { author: await face(author), stranger: await face(stranger) };
  const { rows } = await db().execute<{ id: string }>(sql`
    insert into invites (token_hash, created_by, expires_at, max_uses)
    values (${randomUUID()}, ${author.userId}, now() + interval '1 day', 5) returning id`);
  const { rows: imported } = await db().execute<{ userId: string }>(sql`
    insert into users (name) values ('imported') returning id as "userId"`);
  const messageOf = (person: TestPerson | undefined) => messages.get(person?.userId ?? '') ?? randomUUID();
  const fileOf = (person: TestPerson | undefined) => ownFiles.get(person?.userId ?? '') ?? randomUUID();
  return {
    people,
    author,
    stranger,
    imported: { userId: imported[0]?.userId ?? '' },
    room: room.id,
    publicRoom: publicRoom.id,
    direct: direct.id,
    message: messageOf(author),
    ownMessage: (actor) => messageOf(actor === 'nobody' ? undefined : people[actor]),
    file,
    looseFile,
    ownFile: (actor) => fileOf(actor === 'nobody' ? undefined : people[actor]),
    faces,
    invite: rows[0]?.id ?? '',
    fresh: randomUUID,
  };
}
