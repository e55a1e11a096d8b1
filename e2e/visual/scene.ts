import { Client } from 'pg';
import type { App } from '../support/app';

/** When all of it is looked at. */
export const now = new Date('2026-03-12T16:20:00Z');

const people = [
  ['01', 'Ada Lovelace', 'owner', 'plum'],
  ['02', 'Grace Hopper', 'admin', 'petrol'],
  ['03', 'Katherine Johnson', 'member', 'rust'],
  ['04', 'Margaret Hamilton', 'member', 'blue'],
  ['05', 'Radia Perlman', 'guest', 'moss'],
] as const;

/** Key, kind, name, topic, members in order of their joining (the first is the admin), days since the last message. */
const rooms = [
  ['a1', 'public', 'general', 'What everybody should know', ['01', '02', '03', '04'], 0],
  ['a2', 'public', 'guidance', 'Software of the lunar module', ['04', '01', '03'], 0],
  ['a3', 'private', 'budget', '', ['01', '02'], 3],
  ['a4', 'public', 'orbits', 'Trajectories, checked by hand', ['03', '04'], 9],
  ['a5', 'direct', '', '', ['01', '02'], 1],
] as const;

/** Author, minutes after the line before, text; said in `guidance`. */
const lines = [
  ['04', 0, 'The priority displays are in. If the computer is overloaded, it drops what is not needed.'],
  ['04', 1, 'And says so, instead of going silent.'],
  [
    '03',
    6,
    'Good. I went through the numbers for the descent again.\n\n- start at 15 km\n- 12 minutes, 36 seconds',
  ],
  ['01', 2, 'Are these the **final** ones?'],
  ['03', 1, '> final\n\nUntil somebody moves the Moon.'],
  ['01', 1_380, 'Rehearsal at ten. Please be there five minutes early.'],
  ['04', 3, 'We will.'],
] as const;

const idOf = (key: string) => `00000000-0000-4000-8000-0000000000${key}`;
export const roomId = (name: (typeof rooms)[number][2]) =>
  idOf(rooms.find((room) => room[2] === name)?.[0] ?? '');
export const ada = idOf('01');

/**
 * A small workspace that is the same down to its ids. Counters are what commands would have left. Answers the session
 * Ada is signed in with.
 */
export async function setScene({ databaseUrl }: App): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`insert into settings (name) values ('Apollo')`);
  await insertPeople(client);
  for (const room of rooms) await insertRoom(client, room);
  await insertLines(client);
  const { rows } = await client.query(`insert into sessions (user_id) values ($1) returning id`, [ada]);
  await client.end();
  return rows[0].id;
}

async function insertPeople(client: Client): Promise<void> {
  for (const [key, name, role, avatar] of people) {
    await client.query(
      `insert into users (id, name, email, role, avatar, rev) values ($1, $2, $3, $4, $5, 100)`,
      [idOf(key), name, `${key}@apollo.test`, role, avatar],
    );
  }
}

async function insertRoom(client: Client, room: (typeof rooms)[number]): Promise<void> {
  const [key, kind, name, topic, members, daysAgo] = room;
  const isDirect = kind === 'direct';
  await client.query(
    `insert into rooms (id, kind, name, topic, rev, member_key, last_message_at) values ($1, $2, $3, $4, 10, $5, $6)`,
    [idOf(key), kind, name, topic, isDirect ? key : null, minutesAgo(daysAgo * 1_440 + 10)],
  );
  for (const [place, member] of members.entries()) {
    await client.query(
      `insert into memberships (room_id, user_id, role, rev, user_rev, last_read_seq, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[idOf(key), idOf(member), place === 0 && !isDirect ? 'admin' : 'member'],
        ...[place + 1, rooms.indexOf(room) + 1, name === 'guidance' ? 5 : 0, minutesAgo(90_000 - place)],
      ],
    );
  }
}

async function insertLines(client: Client): Promise<void> {
  let left = 10 + lines.reduce((sum, [, minutes]) => sum + minutes, 0);
  for (const [index, [author, minutes, body]] of lines.entries()) {
    left -= minutes;
    await client.query(
      `insert into messages (room_id, seq, id, author_id, body, rev, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [roomId('guidance'), index + 1, idOf(`c${index}`), idOf(author), body, 11 + index, minutesAgo(left)],
    );
  }
  await client.query(`update rooms set last_seq = $2::bigint, rev = 10 + $2::bigint where id = $1`, [
    roomId('guidance'),
    lines.length,
  ]);
}

function minutesAgo(minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
