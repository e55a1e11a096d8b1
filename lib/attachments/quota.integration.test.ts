import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage/storage';
import { testStore } from '@/lib/storage/testing/store';
import { startUploadInput } from './contract';
import { objectKey } from './object-keys';
import { startUpload } from './start-upload';

testDatabase();
await testStore();

const MB = 1024 * 1024;
const WORKSPACE = '00000000-0000-0000-0000-000000000000';

beforeEach(async () => {
  Object.assign(env(), { FILES_PER_PERSON_MB: 100, FILES_IN_WORKSPACE_MB: 1_000 });
  await db().execute(sql`delete from attachments`);
  await db().execute(sql`delete from storage_usage`);
});

function begin(person: TestPerson, roomId: string, megabytes: number) {
  const input = { roomId, name: 'a.bin', type: 'application/octet-stream', size: megabytes * MB };
  return startUpload(person, startUploadInput.parse(input), undefined);
}

async function usage(): Promise<Record<string, number>> {
  const { rows } = await db().execute<{ id: string; mb: number }>(
    sql`select owner_id as id, (bytes / ${MB})::int as mb from storage_usage`,
  );
  return Object.fromEntries(rows.map(({ id, mb }) => [id, mb]));
}

/** What became of each, in order: `begun` or the reason of a refusal. */
const outcomes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((one) => (one.status === 'fulfilled' ? 'begun' : one.reason.details.reason)).sort();
const times = (count: number, outcome: string) => Array.from({ length: count }, () => outcome);

describe('twenty uploads that begin at once', () => {
  test('where there is room for ten of one person: ten begin, and not a byte more is counted', async () => {
    const ada = await makePerson('ada');
    const room = await makeRoom({ members: [ada] });
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => begin(ada, room.id, 10)));
    expect(outcomes(all)).toEqual([...times(10, 'begun'), ...times(10, 'own_quota_full')]);
    expect(await usage()).toEqual({ [WORKSPACE]: 100, [ada.userId]: 100 });
    const { rows } = await db().execute(sql`select count(*)::int as n from attachments`);
    expect(rows).toEqual([{ n: 10 }]);
  });

  test('of twenty people, where the workspace has room for seven', async () => {
    Object.assign(env(), { FILES_IN_WORKSPACE_MB: 70 });
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => makePerson(`p${n}`)));
    const room = await makeRoom({ members: people });
    const all = await Promise.allSettled(people.map((person) => begin(person, room.id, 10)));
    expect(outcomes(all)).toEqual([...times(7, 'begun'), ...times(13, 'workspace_quota_full')]);
    const counted = await usage();
    expect(counted[WORKSPACE]).toBe(70);
    expect(people.reduce((sum, { userId }) => sum + (counted[userId] ?? 0), 0)).toBe(70);
  });
});

test('exactly what is left fits, and one byte more does not', async () => {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  await begin(ada, room.id, 50);
  await begin(ada, room.id, 49);
  await begin(ada, room.id, 1);
  await expect(begin(ada, room.id, 1 / MB)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'own_quota_full', params: { limit: 100 } },
  });
});

test('where nothing is left, what the same person gave up makes room; what arrived, or may still, does not', async () => {
  const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
  const room = await makeRoom({ members: [ada, bob] });
  const [arrived] = [
    await begin(ada, room.id, 1),
    await begin(ada, room.id, 50),
    await begin(ada, room.id, 49),
  ];
  await begin(bob, room.id, 5);
  await fetch(arrived.url, { method: 'PUT', headers: arrived.headers, body: new Uint8Array(MB) });
  await expect(begin(ada, room.id, 20)).rejects.toMatchObject({ code: 'conflict' });
  await db().execute(sql`update attachments set created_at = now() - interval '61 minutes'`);
  await begin(ada, room.id, 20);
  expect(await usage()).toEqual({ [WORKSPACE]: 26, [ada.userId]: 21, [bob.userId]: 5 });
  expect(await storage().head(objectKey(arrived.id))).toMatchObject({ size: MB });
});
