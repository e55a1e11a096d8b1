import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateLog } from '@/bin/generate/log.mjs';
import { db, sqlState } from '@/db/client';
import { longSession } from '@/db/long-session';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { transaction } from '@/db/transaction';
import { sendMessages } from '@/lib/messages/send';
import { readEntries } from '@/lib/rooms/entries';
import { importLog, type Outcome } from './import-log';
import type { Skipped } from './line';
import { openSource } from './open-source';
import { readNdjson } from './read-ndjson';
import { storeMessages } from './store-messages';

const { url } = testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'parlance-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

let owner: TestPerson;
beforeAll(async () => {
  owner = await makePerson('Owner', { role: 'owner' });
});

type Line = Partial<Record<'room' | 'at' | 'author' | 'text', unknown>>;
const line = (more: Line = {}) => ({
  room: 'garden',
  at: '2024-05-01T12:00:00Z',
  author: 'ada',
  text: 'tea?',
  ...more,
});
const ndjson = (...lines: Line[]) => Buffer.from(lines.map((one) => `${JSON.stringify(one)}\n`).join(''));

type Run = { source: string; signal?: AbortSignal; onProgress?: () => void };

/** What `npm run import` does with a file of these bytes. */
async function importBytes(
  bytes: Buffer,
  { source, signal, onProgress }: Run,
): Promise<Outcome & { places: string[] }> {
  const path = join(folder, 'log');
  writeFileSync(path, bytes);
  const file = await openSource(path);
  const places: string[] = [];
  const outcome = await longSession({ url, lock: 1 }, (session) =>
    importLog(session, {
      source,
      reading: readNdjson(file.bytes()),
      signal: signal ?? new AbortController().signal,
      onProgress: onProgress ?? (() => undefined),
      onSkipped: ({ place }: Skipped) => places.push(place),
    }),
  );
  expect(outcome).not.toBeNull();
  // Just looked at.
  return { ...(outcome as Outcome), places };
}

type Room = { id: string; kind: string; name: string; deleted: boolean };
async function roomsLike(name: string): Promise<Room[]> {
  const { rows } = await db().execute<Room>(sql`
    select id, kind, name, deleted_at is not null as deleted from rooms where name like ${name} order by name`);
  return rows;
}

async function messagesOf(name: string): Promise<{ text: string; at: string; author: string }[]> {
  const { rows } = await db().execute<{ text: string; at: string; author: string }>(sql`
    select m.body as text, to_json(m.created_at at time zone 'UTC') #>> '{}' as at, u.name as author
    from messages m join rooms r on r.id = m.room_id join users u on u.id = m.author_id
    where r.name = ${name} and r.deleted_at is null order by m.seq`);
  return rows;
}

/** Everything an import could have touched, in one text. */
async function everything(): Promise<string> {
  const { rows } = await db().execute(sql`
    select (select json_agg(r order by id) from rooms r) as rooms, (select json_agg(u order by id) from users u) as users,
      (select json_agg(m order by room_id, seq) from messages m) as messages,
      (select json_agg(p order by room_id, user_id) from memberships p) as memberships,
      (select json_agg(a order by id) from audit_log a) as audit`);
  return JSON.stringify(rows);
}

async function expectDense(roomId: string, messages: number): Promise<void> {
  const { lastSeq, seqs, rev, revs, createdInOrder } = await readCounters(roomId);
  expect(lastSeq).toBe(messages);
  expect(seqs).toEqual(Array.from({ length: messages }, (_, index) => index + 1));
  expect(new Set(revs)).toHaveLength(revs.length);
  expect(Math.max(...revs)).toBeLessThanOrEqual(rev);
  expect(createdInOrder).toBe(true);
}

describe('a log', () => {
  const bytes = gzipSync([...generateLog({ lines: 3_000 })].join('\n'));

  test('becomes public rooms whose people have read everything, under the owner', async () => {
    const outcome = await importBytes(bytes, { source: 'log' });
    expect(outcome).toMatchObject({ lines: 3_000, stored: 3_000, known: 0, late: 0, rooms: 4, broken: null });
    const rooms = [...(await roomsLike('garden-%')), ...(await roomsLike('web'))];
    expect(rooms.map(({ name, kind }) => [name, kind])).toEqual([
      ['garden-beginner', 'public'],
      ['garden-doc', 'public'],
      ['garden-news', 'public'],
      ['web', 'public'],
    ]);
    await expectDense(rooms[0]?.id ?? '', 1_925);
    const entries = (await readEntries(owner.userId, 'all'))?.rooms ?? [];
    expect(entries.map(({ role, lastSeq, lastReadSeq }) => [role, lastSeq - lastReadSeq])).toEqual(
      Array.from({ length: 4 }, () => ['admin', 0]),
    );
    const { rows } = await db().execute(sql`
      select count(*)::int as members, bool_and(m.last_read_seq = r.last_seq) as read,
        bool_and(m.user_rev <= u.rev) as heard, bool_or(u.email is not null or u.password_hash is not null) as "can sign in"
      from memberships m join rooms r on r.id = m.room_id join users u on u.id = m.user_id
      where r.name = 'garden-beginner' and u.role <> 'owner'`);
    expect(rows).toEqual([{ members: 282, read: true, heard: true, 'can sign in': false }]);
    const { rows: acts } = await db().execute(
      sql`select action, actor_id, details from audit_log order by id`,
    );
    expect(acts).toEqual([
      { action: 'import.begin', actor_id: null, details: { source: 'log' } },
      {
        action: 'import.end',
        actor_id: null,
        details: { source: 'log', stored: 3_000, people: 373, late: 0 },
      },
    ]);
  });

  test('a second time changes nothing', async () => {
    const before = await everything();
    const outcome = await importBytes(bytes, { source: 'log' });
    expect(outcome).toMatchObject({ lines: 3_000, stored: 0, known: 3_000, people: 0 });
    expect(await everything()).toBe(before);
  });

  test('that was interrupted is not shown, and goes on without a hole or a double', async () => {
    const long = Buffer.from([...generateLog({ lines: 9_000, seed: 2 })].join('\n'));
    const stop = new AbortController();
    const first = await importBytes(long, {
      source: 'again',
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(first).toMatchObject({ stopped: true, stored: 2_000 });
    const [hidden, shown] = [...(await roomsLike('garden-beginner%'))].sort((a, b) =>
      a.kind < b.kind ? -1 : 1,
    );
    expect([hidden?.kind, shown?.kind]).toEqual(['private', 'public']);
    const { rows: members } = await db().execute(sql`select from memberships where room_id = ${hidden?.id}`);
    expect(members).toHaveLength(0);
    const second = await importBytes(long, { source: 'again' });
    expect(second).toMatchObject({ stopped: false, stored: 7_000, known: 2_000 });
    expect(second.renamed).toContainEqual({ from: 'garden-beginner', to: 'garden-beginner (imported)' });
    await expectDense(hidden?.id ?? '', 5_776);
    const [texts, wanted] = [
      (await messagesOf('garden-beginner (imported)')).map(({ text }) => text),
      [...generateLog({ lines: 9_000, seed: 2 })].slice(0, 5_776).map((json) => JSON.parse(json).text),
    ];
    expect(texts).toEqual(wanted);
  });

  test('that is cut off is imported up to there', async () => {
    const whole = gzipSync([...generateLog({ lines: 5_000, seed: 3 })].join('\n'));
    const outcome = await importBytes(whole.subarray(0, whole.length - 20), { source: 'cut off' });
    expect(outcome.broken).toBe('The file is cut off');
    expect(outcome.stored).toBeGreaterThan(4_900);
    expect(outcome.stored).toBeLessThan(5_000);
    const spoiled = Buffer.from(whole);
    spoiled.fill(0, whole.length / 2, whole.length / 2 + 100);
    const damaged = await importBytes(spoiled, { source: 'damaged' });
    expect(damaged.broken).toBe('The file is damaged');
    expect(damaged.stored).toBeGreaterThan(2_000);
  });

  test('goes on where it was when the database has room again', async () => {
    await db().execute(sql`create function no_space() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await db().execute(sql`create trigger no_space before insert on messages for each row
      when (new.seq = 3000) execute function no_space()`);
    const long = Buffer.from([...generateLog({ lines: 5_000, seed: 4 })].join('\n'));
    const failing = importBytes(long, { source: 'full disk' });
    expect(await failing.catch((error) => sqlState(error))).toBe('53100');
    await db().execute(sql`drop trigger no_space on messages`);
    expect(await importBytes(long, { source: 'full disk' })).toMatchObject({ known: 2_000, stored: 3_000 });
  });
});

describe('lines', () => {
  test('that are none are skipped by number, and the others are not', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const bytes = Buffer.concat([
      ndjson(line({ room: 'bad', text: 'first' })),
      Buffer.from('{"room": \n'),
      ndjson(
        line({ room: 'bad', text: ' ' }),
        line({ room: 'bad', at: tomorrow }),
        line({ room: 'bad', at: 'once' }),
      ),
      Buffer.from([0x7b, 0xff, 0x0a]),
      ndjson(line({ room: 'bad', text: 'a\0b' }), line({ room: 'bad', text: '\udfff' }), { room: 'bad' }),
      Buffer.concat([Buffer.alloc(11 * 1024 * 1024, 'x'), Buffer.from('\n')]),
      ndjson(line({ room: 'bad', text: 'last' })),
    ]);
    const outcome = await importBytes(bytes, { source: 'bad' });
    expect(outcome.places).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => `line ${number}`));
    expect(Object.fromEntries(outcome.skipped)).toEqual({
      'not JSON': 1,
      'blank text': 1,
      'dated after the beginning of this import': 1,
      '"at" is no instant (like 2026-01-31T12:00:00Z) since 1970': 1,
      'not UTF-8': 1,
      '"text" has characters that no text may hold': 2,
      '"at" is missing': 1,
      'longer than 10 MB': 1,
    });
    expect((await messagesOf('bad')).map(({ text }) => text)).toEqual(['first', 'last']);
  });

  test('older than the one before in their room take its time', async () => {
    const at = (minute: number, more: Line = {}) =>
      line({ room: 'late', at: `2024-05-01T12:0${minute}:00Z`, ...more });
    const bytes = ndjson(
      at(5, { text: 'a' }),
      at(1, { text: 'b' }),
      at(3, { text: 'c' }),
      at(7, { text: 'd' }),
    );
    expect(await importBytes(bytes, { source: 'late' })).toMatchObject({ stored: 4, late: 2 });
    const later = ndjson(at(6, { text: 'e' }), at(0, { room: 'other', text: 'x' }));
    expect(await importBytes(later, { source: 'late' })).toMatchObject({ stored: 2, late: 1 });
    expect((await messagesOf('late')).map(({ text, at: time }) => text + time.slice(15, 16))).toEqual([
      ...['a5', 'b5', 'c5', 'd7', 'e7'],
    ]);
  });

  test('too long for one message become several', async () => {
    const text = `${'a'.repeat(7_000)}\n${'b'.repeat(7_000)}`;
    const bytes = ndjson(line({ room: 'long', text }), line({ room: 'long', text: 'short' }));
    expect(await importBytes(bytes, { source: 'long' })).toMatchObject({ lines: 2, stored: 3, cut: 1 });
    expect((await messagesOf('long')).map((one) => one.text.slice(0, 1))).toEqual(['a', 'b', 's']);
    expect(await importBytes(bytes, { source: 'long' })).toMatchObject({ stored: 0, known: 3 });
  });
});

describe('names', () => {
  test('of people who are here stay theirs', async () => {
    const ada = await makePerson('Ada');
    const bytes = ndjson(line({ room: 'people', author: 'ada' }), line({ room: 'people', author: 'Grace' }));
    await importBytes(bytes, { source: 'people' });
    expect((await messagesOf('people')).map(({ author }) => author)).toEqual(['ada (imported)', 'Grace']);
    const { rows } = await db().execute(sql`select from messages where author_id = ${ada.userId}`);
    expect(rows).toHaveLength(0);
  });

  test('of rooms that are here stay theirs', async () => {
    const taken = await makeRoom({ kind: 'public', name: 'Taken', members: [owner] });
    await makeRoom({ kind: 'public', name: 'taken (imported)', members: [owner] });
    const outcome = await importBytes(ndjson(line({ room: 'taken' })), { source: 'taken' });
    expect(outcome.renamed).toEqual([{ from: 'taken', to: 'taken (imported 2)' }]);
    expect(await messagesOf('taken (imported 2)')).toHaveLength(1);
    expect((await readCounters(taken.id)).lastSeq).toBe(0);
  });

  test('of one source are one room and one person, of two sources two', async () => {
    await importBytes(ndjson(line({ room: 'two', text: 'x' })), { source: 'irc' });
    await importBytes(ndjson(line({ room: 'two', text: 'y' })), { source: 'irc' });
    await importBytes(ndjson(line({ room: 'two', text: 'x' })), { source: 'other' });
    expect((await roomsLike('two%')).map(({ name }) => name)).toEqual(['two', 'two (imported)']);
    expect((await messagesOf('two')).map(({ text }) => text)).toEqual(['x', 'y']);
  });

  test('that no room or person may have here are made to fit', async () => {
    await importBytes(ndjson(line({ room: 'r'.repeat(70), author: `\u202e${'n'.repeat(90)}` })), {
      source: 'fit',
    });
    const name = `${'r'.repeat(59)}…`;
    expect((await messagesOf(name)).map(({ author }) => author)).toEqual([`${'n'.repeat(79)}…`]);
  });
});

describe('a room that was imported', () => {
  test('and deleted is imported anew', async () => {
    const bytes = ndjson(line({ room: 'deleted' }));
    await importBytes(bytes, { source: 'deleted' });
    const [first] = await roomsLike('deleted');
    await db().execute(sql`delete from messages where room_id = ${first?.id}`);
    await db().execute(sql`update rooms set deleted_at = now() where id = ${first?.id}`);
    expect(await importBytes(bytes, { source: 'deleted' })).toMatchObject({ stored: 1 });
    expect((await roomsLike('deleted')).map(({ deleted }) => deleted).sort()).toEqual([false, true]);
  });

  test('and is deleted while the rest of it comes takes nothing more', async () => {
    await importBytes(ndjson(line({ room: 'going' })), { source: 'going' });
    const [room] = await roomsLike('going');
    const roomId = room?.id ?? '';
    await db().execute(sql`update rooms set deleted_at = now() where id = ${roomId}`);
    const message = { roomId, id: crypto.randomUUID(), authorId: owner.userId, body: 'late', at: Date.now() };
    expect(await transaction((tx) => storeMessages(tx, [message]))).toEqual({ stored: 0, late: 0 });
    expect((await readCounters(roomId)).lastSeq).toBe(1);
  });

  test('gets the rest of a log at its end, and its new authors, but nobody who left', async () => {
    await importBytes(
      ndjson(line({ room: 'rest', author: 'stays' }), line({ room: 'rest', author: 'leaves' })),
      {
        source: 'rest',
      },
    );
    const [room] = await roomsLike('rest');
    await db().execute(sql`update memberships set ended_at = now() where room_id = ${room?.id}
      and user_id in (select id from users where name = 'leaves')`);
    const more = ndjson(
      ...[
        line({ room: 'rest', author: 'comes', text: 'hi' }),
        line({ room: 'rest', author: 'leaves', text: 'bye' }),
      ],
    );
    expect(await importBytes(more, { source: 'rest' })).toMatchObject({ stored: 2, renamed: [] });
    const { rows } = await db().execute(sql`
      select u.name, m.role from memberships m join users u on u.id = m.user_id
      where m.room_id = ${room?.id} and m.ended_at is null order by lower(u.name)`);
    expect(rows).toEqual([
      { name: 'comes', role: 'member' },
      { name: 'Owner', role: 'admin' },
      { name: 'stays', role: 'member' },
    ]);
  });

  test('grows while people write and leave in it, and stays dense', async () => {
    const bytes = (from: number, count: number) =>
      ndjson(
        ...Array.from({ length: count }, (_, index) => line({ room: 'busy', text: `line ${from + index}` })),
      );
    await importBytes(bytes(0, 1), { source: 'busy' });
    const [room] = await roomsLike('busy');
    const roomId = room?.id ?? '';
    let writing = true;
    let sent = 0;
    const people = (async () => {
      while (writing) {
        const id = crypto.randomUUID();
        sent += (await sendMessages([{ roomId, authorId: owner.userId, id, body: 'meanwhile' }])).length;
        await transaction(async (tx) => {
          await tx.execute(
            sql`select from memberships where room_id = ${roomId} and user_id = ${owner.userId} for no key update`,
          );
          await tx.execute(sql`select from rooms where id = ${roomId} for no key update`);
        });
      }
    })();
    await importBytes(bytes(1, 12_000), { source: 'busy' });
    writing = false;
    await people;
    expect(sent).toBeGreaterThan(2);
    await expectDense(roomId, 12_001 + sent);
  });

  test('is imported by one at a time', async () => {
    const second = await longSession({ url, lock: 1 }, () =>
      longSession({ url, lock: 1 }, async () => 'both'),
    );
    expect(second).toBeNull();
  });
});
