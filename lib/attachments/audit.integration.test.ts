import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { makeAttachment } from '@/db/testing/attachments';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { storage } from '@/lib/storage/storage';
import { testStore } from '@/lib/storage/testing/store';
import { auditStorage, type Finding } from './audit';
import { objectKey, thumbnailKey } from './object-keys';
import { removeUpload } from './remove-upload';
import { png, text, webp } from './testing/files';
import { begin, put, upload } from './testing/upload';

testDatabase();
await testStore();

async function audit(): Promise<{ seen: { rows: number; objects: number }; findings: Finding[] }> {
  const findings: Finding[] = [];
  const seen = await auditStorage((finding) => findings.push(finding));
  return { seen, findings };
}

test('what is as it should be is only counted; what is missing on either side is told, and nothing else', async () => {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const thumbnail = { type: 'image/webp', bytes: webp(3, 2) } as const;
  const given = { roomId: room.id, bytes: png(30, 20), thumbnail };
  expect(await audit()).toEqual({ seen: { rows: 0, objects: 0 }, findings: [] });

  const files = [];
  for (let count = 0; count < 12; count += 1) files.push(await upload(ada, given));
  await begin(ada, given);
  const half = await begin(ada, given);
  await put(half, given.bytes);
  expect(await audit()).toEqual({ seen: { rows: 14, objects: 25 }, findings: [] });

  const [one, two, three] = files;
  if (!one || !two || !three) throw new Error('twelve were uploaded');
  await storage().remove(objectKey(one.id));
  await storage().remove(thumbnailKey(two.id));
  const stray = 'attachments/00000000-0000-4000-8000-000000000000/file';
  const foreign = 'attachments/readme';
  for (const key of [stray, foreign])
    await put(
      await storage().presignPut({ key, type: 'image/png', size: given.bytes.byteLength }),
      given.bytes,
    );
  await db().execute(sql`update storage_usage set bytes = bytes + 7 where owner_id = ${ada.userId}`);
  const { findings } = await audit();
  expect(findings).toHaveLength(5);
  expect(findings).toEqual(
    expect.arrayContaining([
      { kind: 'row_without_object', id: one.id, key: objectKey(one.id) },
      { kind: 'row_without_object', id: two.id, key: thumbnailKey(two.id) },
      { kind: 'object_without_row', key: stray, bytes: given.bytes.byteLength },
      { kind: 'object_without_row', key: foreign, bytes: given.bytes.byteLength },
      expect.objectContaining({ kind: 'miscounted', ownerId: ada.userId }),
    ]),
  );
  await removeUpload(ada, three.id);
  expect((await audit()).findings).toHaveLength(5);
});

test('a page of objects may end anywhere: between two files and between the objects of one', async () => {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const ids: string[] = [];
  for (let count = 0; count < 700; count += 1)
    ids.push(
      await makeAttachment({ roomId: room.id, authorId: ada.userId, size: 4, thumbnail: count % 2 === 0 }),
    );
  const keys = ids.flatMap((id, n) => (n % 2 === 0 ? [objectKey(id), thumbnailKey(id)] : [objectKey(id)]));
  const bytes = text('four');
  for (let at = 0; at < keys.length; at += 50)
    await Promise.all(
      keys.slice(at, at + 50).map(async (key) => {
        await put(await storage().presignPut({ key, type: 'text/plain', size: 4 }), bytes);
      }),
    );
  await db().execute(sql`truncate storage_usage`);
  const { seen, findings } = await audit();
  expect(seen.objects).toBeGreaterThan(1_000);
  expect(findings.filter((one) => 'id' in one && ids.includes(one.id))).toEqual([]);
  expect(findings.filter((one) => 'key' in one && keys.includes(one.key))).toEqual([]);
}, 60_000);
