import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { closePool } from '@/db/client';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { objectKey } from '@/lib/attachments/object-keys';
import { png } from '@/lib/attachments/testing/files';
import { env } from '@/lib/env';
import { editMessage } from '@/lib/messages/change-message';
import { pageQuery } from '@/lib/messages/contract';
import { readPage } from '@/lib/messages/queries';
import { sendMessages } from '@/lib/messages/send';
import { requireChanges } from '@/lib/realtime/catch-up';
import { requireMembership } from '@/lib/rooms/membership';
import { listEntries } from '@/lib/rooms/queries';
import { readPlace } from '@/lib/storage/client';
import { storage } from '@/lib/storage/storage';
import { testStore } from '@/lib/storage/testing/store';
import { openTransfer } from '@/lib/storage/transfer';
import { uuidv7 } from '@/lib/uuid';
import { LEFT_OUT } from './tables';
import { ask, backUpTo, emptyPlace, newFolder, readRows, restoreFrom, type TestPlace } from './testing/place';
import { makeWorkspace, type Workspace } from './testing/workspace';

const { url } = testDatabase();
await testStore();

let source: TestPlace;
let workspace: Workspace;
beforeAll(async () => {
  source = { url, store: openTransfer(readPlace()) };
  workspace = await makeWorkspace();
});

/** Bob talks without a pause, and corrects himself, until he is told to stop. */
function talk({ bob, busy }: Workspace): { stop: () => Promise<void> } {
  let going = true;
  const say = async () => {
    const named = { roomId: busy.id, id: uuidv7() };
    await sendMessages([{ ...named, authorId: bob.userId, body: 'and another thing' }]);
    await editMessage(bob, named, { body: 'and one more', version: 1 });
  };
  const voice = async () => {
    while (going) await say();
  };
  const voices = Promise.all([voice(), voice(), voice()]);
  return {
    stop: async () => {
      going = false;
      await voices;
    },
  };
}

/** From now on the app's own queries read there. */
async function moveTo(place: TestPlace): Promise<void> {
  await closePool();
  Object.assign(env(), { DATABASE_URL: place.url });
}

test('nothing that the database keeps is left out but what must not come back', async () => {
  const tables = await ask(url, `select tablename from pg_tables where schemaname = 'public' order by 1`);
  const rows = await readRows(url);
  expect([...rows.keys(), ...LEFT_OUT].sort()).toEqual(tables.map(({ tablename }) => tablename));
  // A new table needs its row in `makeWorkspace`, or nobody knows whether it comes back.
  expect([...rows].filter(([, found]) => found.length === 0).map(([name]) => name)).toEqual([]);
});

test('a place restored from a backup is the one that was backed up, at one instant, while people went on', async () => {
  const { ada, bob, room, busy, fileId } = workspace;
  const directory = newFolder();
  const talking = talk(workspace);
  await expect.poll(async () => (await readCounters(busy.id)).lastSeq).toBeGreaterThan(20);
  const before = await readCounters(busy.id);
  const backup = await backUpTo(directory, source);
  await expect.poll(async () => (await readCounters(busy.id)).lastSeq).toBeGreaterThan(before.lastSeq + 20);
  await talking.stop();
  expect(backup).toMatchObject({ lost: 0, objects: { count: 3, missing: 0 } });

  const place = await emptyPlace();
  await restoreFrom(directory, place);
  const [were, are] = [await readRows(source.url), await readRows(place.url)];
  for (const name of ['meta', 'audit_log', 'rooms', 'messages']) expect(were.delete(name)).toBe(true);
  for (const [name, rows] of were) expect(are.get(name), name).toEqual(rows);
  for (const quiet of [
    `select m::text from messages m where m.room_id = '${room.id}' order by m.seq`,
    `select r::text from rooms r where r.id <> '${busy.id}' order by r.id`,
    'select u::text from users u order by u.id',
  ])
    expect(await ask(place.url, quiet)).toEqual(await ask(url, quiet));

  for (const rules of [
    `select conrelid::regclass::text as on, conname, pg_get_constraintdef(oid) from pg_constraint
     where connamespace = 'public'::regnamespace order by 1, 2`,
    `select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`,
  ])
    expect(await ask(place.url, rules)).toEqual(await ask(url, rules));

  const [was] = await ask(url, 'select epoch from meta');
  await moveTo(place);
  const counters = await readCounters(busy.id);
  expect(counters.seqs).toEqual(Array.from({ length: counters.lastSeq }, (_, index) => index + 1));
  expect(Math.max(...counters.revs)).toBeLessThanOrEqual(counters.rev);
  expect(counters.lastSeq).toBeGreaterThanOrEqual(before.lastSeq);

  const page = await readPage(await requireMembership(bob, room.id), pageQuery.parse({}));
  expect(
    page.messages.map((message) => ('deleted' in message && message.deleted ? null : message.body)),
  ).toEqual([
    expect.stringContaining('tab\there, line\nbreak, back\\slash \\N \\. and "quotes", 漢字 🌊'),
    'first',
    null,
  ]);
  expect((await listEntries(bob)).rooms.find(({ roomId }) => roomId === room.id)).toMatchObject({
    lastReadSeq: 2,
  });
  const changes = await requireChanges(ada, busy.id, counters.rev + 1_000);
  expect(changes).toMatchObject({ reset: true });
  expect(changes.epoch).not.toBe(was?.['epoch']);
  expect((await ask(place.url, 'select from sessions')).length, 'everybody signs in again').toBe(0);
  expect(
    await ask(place.url, `select details ->> 'takenAt' as at from audit_log where action = 'backup.restore'`),
  ).toEqual([{ at: backup.takenAt }]);
  const file = await place.store.read(objectKey(fileId));
  expect(file && (await buffer(file.body)).equals(Buffer.from(png(300, 200)))).toBe(true);
  expect(await place.store.head(objectKey(fileId))).toEqual(await storage().head(objectKey(fileId)));
  await moveTo(source);
});
