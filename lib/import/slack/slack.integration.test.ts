import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { db } from '@/db/client';
import { longSession } from '@/db/long-session';
import { testDatabase } from '@/db/testing/database';
import { makePerson } from '@/db/testing/people';
import { importLog } from '../import-log';
import { openSource } from '../open-source';
import { FILE_MAX } from './archive';
import { openSlack } from './read-slack';

const { url } = testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'parlance-slack-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => makePerson('Owner', { role: 'owner' }));

async function zip(files: Record<string, unknown>): Promise<string> {
  const made = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    made.addBuffer(Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content)), name);
  }
  made.end();
  const path = join(folder, 'export.zip');
  await pipeline(made.outputStream, createWriteStream(path));
  return path;
}

async function importZip(path: string) {
  expect((await openSource(path)).kind).toBe('zip');
  const file = await openSlack(path);
  const places: string[] = [];
  const outcome = await longSession({ url, lock: 1 }, (session) =>
    importLog(session, {
      source: 'slack',
      reading: file.reading,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onSkipped: ({ place, skipped }) => places.push(`${place}: ${skipped}`),
    }),
  ).finally(file.close);
  return { ...outcome, notes: file.notes, places, unread: file.size - file.position() };
}

const channels = [
  { id: 'C1', name: 'garden', topic: { value: 'What grows' }, is_archived: false },
  { id: 'C2', name: 'attic', is_archived: true },
];
const users = [
  { id: 'U1', name: 'ada', profile: { display_name: 'Ada L.', email: 'ada@example.org' } },
  { id: 'U2', name: 'grace', real_name: 'Grace Hopper', profile: { display_name: '' } },
  { id: 'U3', name: 'weather', is_bot: true, profile: { real_name: 'Weather' } },
];
const whole = {
  'channels.json': channels,
  'users.json': users,
  'groups.json': [{ id: 'G1', name: 'secret' }],
  'dms.json': [{ id: 'D1' }, { id: 'D2' }],
  'mpims.json': [],
  'secret/2024-05-01.json': [{ ts: '1714550400.000100', user: 'U1', text: 'hidden' }],
  'garden/2024-05-02.json': [
    { ts: '1714636800.000100', user: 'U1', text: 'later' },
    { ts: '1714640000.000100', user: 'U3', text: 'rain' },
  ],
  'garden/2024-05-01.json': [
    { ts: '1714550400.000100', user: 'U1', text: '*Tea*, <@U2>?', thread_ts: '1714550400.000100' },
    { ts: '1714550460.000200', user: 'U2', text: 'At four', edited: { ts: '1' } },
    { ts: '1714550410.000300', user: 'U2', text: 'In the thread', thread_ts: '1714550400.000100' },
    { ts: '1714550500.000400', user: 'U2', subtype: 'channel_join', text: '<@U2> has joined' },
    { ts: '1714550510.000500', user: 'U1', text: '', files: [{ name: 'plan.pdf' }, { name: 'cat.png' }] },
    {
      ts: '1714550520.000600',
      subtype: 'bot_message',
      username: 'CI',
      bot_id: 'B1',
      text: '',
      attachments: [{ title: 'Build 7', title_link: 'https://ci.example.org/7', text: 'is *green*' }],
    },
    {
      ts: '1714550530.000700',
      user: 'U9',
      user_profile: { display_name: 'Gone' },
      subtype: 'me_message',
      text: 'waves',
    },
    { user: 'U1', text: 'no time' },
    { ts: '1714550540.000800', text: 'by nobody' },
  ],
  'attic/2024-05-01.json': [{ ts: '1714550400.000100', user: 'U1', text: 'dust' }],
};

test('an export becomes rooms, people and messages, in the order they were written', async () => {
  const outcome = await importZip(await zip(whole));
  expect(outcome).toMatchObject({ stored: 9, people: 5, rooms: 2, broken: null, unread: 0 });
  expect(outcome.notes).toEqual(['Left out, as they are private: channels (1), direct conversations (2).']);
  expect(outcome.places).toEqual([
    'garden/2024-05-01.json, message 8: no message that can be read',
    'garden/2024-05-01.json, message 9: without an author',
  ]);
  expect(outcome.skipped?.get('a notice of the room')).toBe(1);
  const { rows } = await db().execute<{ said: string }>(sql`
    select u.name || ' (' || u.kind || '): ' || m.body as said from messages m
    join rooms r on r.id = m.room_id join users u on u.id = m.author_id where r.name = 'garden' order by m.seq`);
  expect(rows.map(({ said }) => said)).toEqual([
    'Ada L. (person): **Tea**, @Grace Hopper?',
    'Grace Hopper (person): In the thread',
    'Grace Hopper (person): At four',
    'Ada L. (person): [file: plan.pdf]\n[file: cat.png]',
    'CI (bot): [Build 7](https://ci.example.org/7)\nis **green**',
    'Gone (person): _waves_',
    'Ada L. (person): later',
    'Weather (bot): rain',
  ]);
  const { rows: rooms } = await db().execute(sql`
    select name, topic, kind, archived_at is not null as archived from rooms where kind <> 'direct' order by name`);
  expect(rooms).toEqual([
    { name: 'attic', topic: '', kind: 'public', archived: true },
    { name: 'garden', topic: 'What grows', kind: 'public', archived: false },
  ]);
});

test('a later export brings what is new and nothing else', async () => {
  const later = {
    ...whole,
    'garden/2024-05-03.json': [{ ts: '1714723200.000100', user: 'U2', text: 'news' }],
  };
  expect(await importZip(await zip(later))).toMatchObject({ stored: 1, known: 9, people: 0 });
});

test('what is no export, or no whole one, is told apart from one', async () => {
  const none = await zip({ 'users.json': users });
  await expect(openSlack(none)).rejects.toThrow("This is no export of Slack's: channels.json is missing");
  const odd = await zip({ 'channels.json': { id: 'C1' }, 'users.json': users });
  await expect(openSlack(odd)).rejects.toThrow(
    "This is no export of Slack's: channels.json is something else",
  );
  const path = await zip(whole);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 200));
  await expect(openSlack(path)).rejects.toThrow('The file is no whole ZIP');
});

test('a day that unpacks to more than any day holds is skipped, and the rest is not', async () => {
  const bomb = Buffer.alloc(FILE_MAX + 1, ' ');
  const outcome = await importZip(
    await zip({
      ...whole,
      'garden/2024-05-04.json': bomb,
      'garden/2024-05-05.json': [{ ts: '1714900000.000100', user: 'U2', text: 'after' }],
    }),
  );
  expect(outcome.places).toContain('garden/2024-05-04.json: larger than 64 MB');
  expect(outcome.stored).toBe(1);
});

test('a damaged day ends the import after what was before it', async () => {
  const outcome = await importZip(
    await zip({
      'channels.json': channels,
      'users.json': users,
      'garden/2024-06-01.json': [{ ts: '1717200000.000100', user: 'U2', text: 'June' }],
      'garden/2024-06-02.json': Buffer.from('[{"ts": '),
    }),
  );
  expect(outcome).toMatchObject({ stored: 1, broken: 'garden/2024-06-02.json in the ZIP is damaged' });
});
