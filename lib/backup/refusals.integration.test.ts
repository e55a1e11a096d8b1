import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { connectDirectly } from '@/db/direct';
import { migrateUpTo, SCHEMA_LOCK } from '@/db/migrate';
import { testDatabase } from '@/db/testing/database';
import { objectKey, thumbnailKey } from '@/lib/attachments/object-keys';
import { readPlace } from '@/lib/storage/client';
import { testStore } from '@/lib/storage/testing/store';
import { openTransfer } from '@/lib/storage/transfer';
import {
  ask,
  backUpTo,
  emptyPlace,
  migrations,
  newFolder,
  restoreFrom,
  type TestPlace,
} from './testing/place';
import { makeWorkspace, type Workspace } from './testing/workspace';

const { url } = testDatabase();
await testStore();
/** Of the migration before the last. */
const EARLIER = 1_795_228_842_572;

let source: TestPlace;
let workspace: Workspace;
const whole = newFolder();
/** What refuses leaves it as it is, so that all can try. */
let place: TestPlace;

beforeAll(async () => {
  source = { url, store: openTransfer(readPlace()) };
  workspace = await makeWorkspace();
  await backUpTo(whole, source);
  place = await emptyPlace();
});

async function expectEmpty({ url: at, store }: TestPlace): Promise<void> {
  expect(await ask(at, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([]);
  expect(await store.list('')).toEqual([]);
}

/** What is done at that step, and nothing at others. */
function at(place: string, act: () => void | Promise<void>): (step: string) => void | Promise<void> {
  return (step) => (step === place ? act() : undefined);
}

function copyOf(folder: string): string {
  const copy = newFolder();
  fs.cpSync(folder, copy, { recursive: true });
  return copy;
}

/** The manifest with `change` in it, as if it had been made so. */
function remade(folder: string, change: object): void {
  const file = join(folder, 'manifest.json');
  const { sha256: _, ...content } = { ...JSON.parse(fs.readFileSync(file, 'utf8')), ...change };
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  fs.writeFileSync(file, JSON.stringify({ ...content, sha256 }));
}

function changeByte(file: string, at: number): void {
  const bytes = fs.readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
}

const messages = join('tables', 'messages.copy.gz');
const aFile = (folder: string) => join(folder, 'objects', ...objectKey(workspace.fileId).split('/'));

test.each<[string, (folder: string) => void, RegExp]>([
  [
    'an unfinished one',
    (folder) => fs.rmSync(join(folder, 'manifest.json')),
    /unfinished one: it has no manifest/,
  ],
  [
    'half a manifest',
    (folder) => fs.truncateSync(join(folder, 'manifest.json'), 300),
    /manifest\.json .* is damaged/,
  ],
  [
    'another number in the manifest',
    (folder) => {
      const file = join(folder, 'manifest.json');
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"rows": 3', '"rows": 2'));
    },
    /manifest\.json .* is damaged/,
  ],
  [
    'another format',
    (folder) => remade(folder, { format: 2, release: '9.0.0' }),
    /has format 2, which this release does not know\. Restore it with Parlance 9\.0\.0/,
  ],
  [
    'a later schema',
    (folder) => remade(folder, { migration: 9e12, release: '9.0.0' }),
    /made by Parlance 9\.0\.0, .* Restore it with that release or a newer one\./,
  ],
  [
    'a table cut off',
    (folder) => fs.truncateSync(join(folder, messages), 50),
    /damaged: tables.messages\.copy\.gz has 50 bytes instead of \d+\. Nothing was restored/,
  ],
  [
    'a changed byte in a table',
    (folder) => changeByte(join(folder, messages), 60),
    /gz has changed since it was written/,
  ],
  ['a table missing', (folder) => fs.rmSync(join(folder, messages)), /messages\.copy\.gz is missing/],
  [
    'a changed byte in the list of files',
    (folder) => changeByte(join(folder, 'objects.ndjson'), 20),
    /objects\.ndjson has changed/,
  ],
  [
    'a changed byte in a file',
    (folder) => changeByte(aFile(folder), 30),
    /objects.attachments.* has changed/,
  ],
  ['a file missing', (folder) => fs.rmSync(aFile(folder)), /objects.attachments.* is missing/],
])('%s is refused before anything is written', async (_, damage, sentence) => {
  const folder = copyOf(whole);
  damage(folder);
  await expect(restoreFrom(folder, place)).rejects.toThrow(sentence);
  await expectEmpty(place);
});

test('a place in use is left as it is', async () => {
  const other = await connectDirectly(place.url);
  await expect(restoreFrom(whole, place)).rejects.toThrow(
    /in use \(connections of others: 1\)\. Stop Parlance/,
  );
  await other.end();
  await expect
    .poll(() => ask(place.url, `select from pg_stat_activity where pid = ${processIdOf(other)}`))
    .toEqual([]);
  const bucket = 'attachments/00000000-0000-4000-8000-000000000000/file';
  await place.store.write(bucket, { size: 1, type: 'text/plain' }, Readable.from([Buffer.from('x')]));
  await expect(restoreFrom(whole, place)).rejects.toThrow(/is not empty: it has files already.*new bucket/);
  await place.store.remove(bucket);
  await ask(place.url, 'create table theirs (n int)');
  await expect(restoreFrom(whole, place)).rejects.toThrow(/tables of something else \(theirs\)/);
  await ask(place.url, 'drop table theirs');
  await expectEmpty(place);
});

function processIdOf(client: object): number {
  return (client as { processID: number }).processID;
}

test('interrupted anywhere, nothing is to be seen, and the same again restores all', async () => {
  const target = await emptyPlace();
  for (const place of ['checked', 'files']) {
    const stop = new AbortController();
    const onStep = at(place, () => stop.abort());
    await expect(restoreFrom(whole, target, { signal: stop.signal, onStep })).rejects.toThrow('aborted');
  }
  // As if the last table had lost a row on its way.
  const short = copyOf(whole);
  const { tables } = JSON.parse(fs.readFileSync(join(short, 'manifest.json'), 'utf8'));
  tables.at(-1).rows += 1;
  remade(short, { tables });
  await expect(restoreFrom(short, target)).rejects.toThrow(/rows arrived instead of .* Nothing was changed/);
  expect(await ask(target.url, 'select from users')).toEqual([]);
  expect(await target.store.list('attachments/')).toHaveLength(3);
  await restoreFrom(whole, target);
  expect((await ask(target.url, 'select from users')).length).toBe(2);
  expect(await target.store.list('')).toHaveLength(3);
  await expect(restoreFrom(whole, target)).rejects.toThrow(/not empty: \w+ has rows\. Nothing was changed/);
});

test('a backup of a former release is restored into its schema, and migrated from there', async () => {
  const [former, target] = [await emptyPlace(), await emptyPlace()];
  const client = await connectDirectly(former.url);
  await migrateUpTo(client, migrations, EARLIER);
  await client.query(`insert into users (name) values ('ada')`);
  await client.end();
  const folder = newFolder();
  expect(await backUpTo(folder, former)).toMatchObject({ migration: EARLIER });
  await restoreFrom(folder, target);
  expect(
    await ask(target.url, `select u.name, a.avatar_of from users u left join attachments a on true`),
  ).toEqual([{ name: 'ada', avatar_of: null }]);
  const newer = await emptyPlace();
  const migrated = await connectDirectly(newer.url);
  await migrateUpTo(migrated, migrations, Number.MAX_SAFE_INTEGER);
  await migrated.end();
  await expect(restoreFrom(folder, newer)).rejects.toThrow(/migrated further than the backup/);
  await restoreFrom(whole, newer);
});

test('while the schema changes there is no restore, and a backup waits', async () => {
  const holder = await connectDirectly(url);
  await holder.query('select pg_advisory_lock($1)', [SCHEMA_LOCK]);
  const target = { ...place, url };
  await expect(restoreFrom(whole, target)).rejects.toThrow(/being migrated, backed up or restored just now/);
  const folder = newFolder();
  const waiting = backUpTo(folder, source);
  await expect
    .poll(() => ask(url, `select from pg_locks where locktype = 'advisory' and not granted`))
    .toHaveLength(1);
  await holder.end();
  expect((await waiting).tables.length).toBeGreaterThan(5);
});

test('a database that goes away in the middle ends the backup, and leaves nothing', async () => {
  const holder = await connectDirectly(url);
  await holder.query('begin; lock table users in access exclusive mode');
  const folder = newFolder();
  const broken = expect(backUpTo(folder, source)).rejects.toMatchObject({ code: '57P01' });
  const waiting = `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like 'copy %'`;
  await expect.poll(() => ask(url, waiting)).toHaveLength(1);
  await ask(url, `select pg_terminate_backend(pid) from (${waiting}) w`);
  await broken;
  expect(fs.existsSync(folder)).toBe(false);
  await holder.end();
});

test('a backup goes nowhere but into an empty folder, and one that is stopped leaves nothing', async () => {
  await expect(backUpTo(whole, source)).rejects.toThrow(`${whole} is not empty`);
  const stop = new AbortController();
  const folder = newFolder();
  const stopped = backUpTo(folder, source, { signal: stop.signal, onStep: () => stop.abort() });
  await expect(stopped).rejects.toThrow('aborted');
  expect(fs.existsSync(folder)).toBe(false);
  const nobody = { ...source, url: place.url };
  await expect(backUpTo(folder, nobody)).rejects.toThrow('There is nothing to back up');
});

test('only its owner may read a backup', () => {
  const modeOf = (path: string) => fs.statSync(path).mode & 0o777;
  const files = fs.readdirSync(whole, { recursive: true, encoding: 'utf8' }).map((name) => join(whole, name));
  expect(files.length).toBeGreaterThan(10);
  for (const path of [whole, ...files])
    expect(modeOf(path), path).toBe(fs.statSync(path).isDirectory() ? 0o700 : 0o600);
});

test('files that are missing are counted, those that the clean-up took meanwhile apart', async () => {
  const { fileId } = workspace;
  await source.store.remove(thumbnailKey(fileId));
  const [face] = await ask(url, 'select id from attachments where avatar_of is not null');
  const taken = String(face?.['id']);
  const onStep = at('rows', async () => {
    await ask(url, `update attachments set avatar_of = null, removed_at = now() where id = '${taken}'`);
    await source.store.remove(objectKey(taken));
  });
  const backup = await backUpTo(newFolder(), source, { onStep });
  expect(backup).toMatchObject({ lost: 1, objects: { count: 1, missing: 2 } });
});

test('a store that has none of the files is another store', async () => {
  const folder = newFolder();
  await expect(backUpTo(folder, { ...source, store: place.store })).rejects.toThrow(
    /^None of 2 files .* set S3_ENDPOINT and the others/,
  );
  expect(fs.existsSync(folder)).toBe(false);
});
