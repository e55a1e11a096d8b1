import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { DELETE as remove } from '@/app/api/attachments/[attachmentId]/route';
import { POST as start } from '@/app/api/attachments/route';
import { GET as shown } from '@/app/api/avatars/[attachmentId]/route';
import { DELETE as deleteMe, PATCH } from '@/app/api/me/route';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { hashPassword } from '@/lib/auth/password';
import { ask } from '@/lib/http/testing/ask';
import { storage } from '@/lib/storage/storage';
import { testStore } from '@/lib/storage/testing/store';
import { avatarPathOf } from '@/lib/users/contract';
import { cleanUp } from './clean-up';
import { confirmUpload } from './confirm-upload';
import { objectKey } from './object-keys';
import { gif, html, png, webp } from './testing/files';
import { put, upload } from './testing/upload';

testDatabase();
await testStore();
beforeAll(() => db().execute(sql`insert into settings (name) values ('Here')`));

const face = webp(512, 512);
const announced = { purpose: 'avatar', name: 'face.webp', type: 'image/webp', size: face.byteLength };

/** Uploads a picture of oneself; answers its id. */
async function uploadFace(person: TestPerson, bytes = face, type = 'image/webp'): Promise<string> {
  const { upload } = (await ask(start, { as: person, body: { ...announced, type, size: bytes.byteLength } }))
    .body;
  expect(await put(upload, bytes)).toBe(200);
  await confirmUpload(person, upload.id);
  return upload.id;
}

const wear = (person: TestPerson, avatar: string | null) => ask(PATCH, { as: person, body: { avatar } });
const look = (person: TestPerson, attachmentId: string) =>
  ask(shown, { as: person, params: { attachmentId } });

/** As if an hour and more had passed since the uploads, and since what was decided on them. */
const later = () =>
  db().execute(sql`
    update attachments set created_at = created_at - interval '25 hours',
      confirmed_at = confirmed_at - interval '25 hours', removed_at = removed_at - interval '25 hours'`);

test('a picture stands for its author wherever they are named, at an address that browsers keep', async () => {
  const [ada, bob] = [await makePerson('ada'), await makePerson('bob')];
  const id = await uploadFace(ada);
  expect((await look(bob, id)).status).toBe(404);
  const answer = await wear(ada, avatarPathOf(id));
  expect(answer).toMatchObject({ status: 200, body: { me: { avatar: `/api/avatars/${id}` } } });
  const seen = await look(bob, id);
  expect(seen.status).toBe(302);
  expect(seen.response.headers.get('cache-control')).toBe('private, max-age=900');
  expect(seen.response.headers.get('vary')).toBe('Cookie, Authorization');
  const address = seen.response.headers.get('location') ?? '';
  expect((await look(ada, id)).response.headers.get('location')).toBe(address);
  const picture = await fetch(address);
  expect(new Uint8Array(await picture.arrayBuffer())).toEqual(face);
  expect(picture.headers.get('content-type')).toBe('image/webp');
  expect((await wear(ada, avatarPathOf(id))).status).toBe(200);
});

test('the clean-up keeps the picture that is worn, and takes those that were', async () => {
  const ada = await makePerson('ada');
  const [first, second] = [await uploadFace(ada), await uploadFace(ada)];
  await wear(ada, avatarPathOf(first));
  await wear(ada, avatarPathOf(second));
  expect((await look(ada, first)).status).toBe(404);
  expect((await wear(ada, avatarPathOf(first))).body.error.fields.avatar.reason).toBe('unknown_picture');
  await later();
  await cleanUp();
  expect(await storage().head(objectKey(first))).toBe(null);
  expect(await storage().head(objectKey(second))).not.toBe(null);
  expect((await look(ada, second)).status).toBe(302);
  await wear(ada, 'plum');
  expect((await look(ada, second)).status).toBe(404);
  await later();
  await cleanUp();
  expect(await storage().head(objectKey(second))).toBe(null);
});

test('of pictures put on at once one is worn, and no other is kept', async () => {
  const ada = await makePerson('ada');
  await makeRoom({ members: [ada] });
  const ids = [await uploadFace(ada), await uploadFace(ada), await uploadFace(ada)];
  const answers = await Promise.all(ids.map((id) => wear(ada, avatarPathOf(id))));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { rows } = await db().execute<{ path: string }>(sql`
    select '/api/avatars/' || a.id as path from attachments a join users u on u.id = a.avatar_of
    where u.id = ${ada.userId} and u.avatar = '/api/avatars/' || a.id`);
  expect(rows).toHaveLength(1);
});

test("another's, an unconfirmed and a message's picture cannot be worn, and a worn one cannot be sent or removed", async () => {
  const [ada, bob] = [await makePerson('ada'), await makePerson('bob')];
  const room = await makeRoom({ members: [ada, bob] });
  const { upload: begun } = (await ask(start, { as: ada, body: announced })).body;
  const sendable = await upload(ada, { roomId: room.id, bytes: png(30, 20) });
  const bobs = await uploadFace(bob);
  for (const id of [begun.id, sendable.id, bobs]) {
    const refused = await wear(ada, avatarPathOf(id));
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { fields: { avatar: { reason: 'unknown_picture' } } } },
    });
  }
  await wear(bob, avatarPathOf(bobs));
  const gone = await ask(remove, { as: bob, method: 'DELETE', params: { attachmentId: bobs } });
  expect(gone).toMatchObject({ status: 409, body: { error: { params: { reason: 'attachment_in_use' } } } });
  expect((await look(ada, bobs)).status).toBe(302);
});

test.each([
  ['no picture', { type: 'image/svg+xml' }, 'type', 'no_picture'],
  ['one that moves', { type: 'image/gif' }, 'type', 'no_picture'],
  ['too large', { size: 512 * 1024 + 1 }, 'size', 'too_big_picture'],
  ['in a room', { roomId: '00000000-0000-4000-8000-000000000000' }, 'roomId', 'invalid'],
  ['with a thumbnail', { thumbnail: { type: 'image/webp', size: 5 } }, 'thumbnail', 'unknown_field'],
  ['for nothing we know', { purpose: 'logo' }, 'purpose', 'invalid'],
])('a picture of oneself is not begun: %s', async (_, change, field, reason) => {
  const ada = await makePerson('ada');
  const refused = await ask(start, { as: ada, body: { ...announced, ...change } });
  expect(refused).toMatchObject({ status: 422, body: { error: { fields: { [field]: { reason } } } } });
});

test.each([
  ['a page', html(), 'image/webp', 'other_content'],
  ['a GIF', gif(3, 2), 'image/webp', 'other_content'],
  ['more than a megapixel', png(1_001, 1_000), 'image/png', 'too_many_pixels'],
])('what was uploaded as a picture of oneself is deleted: %s', async (_, bytes, type, reason) => {
  const ada = await makePerson('ada');
  const { upload } = (await ask(start, { as: ada, body: { ...announced, type, size: bytes.byteLength } }))
    .body;
  await put(upload, bytes);
  await expect(confirmUpload(ada, upload.id)).rejects.toMatchObject({
    details: { fields: { file: { reason } } },
  });
  expect(await storage().head(objectKey(upload.id))).toBe(null);
});

test('a guest sees whoever is or was in a room of theirs, and nobody else', async () => {
  const guest = await makePerson('guest', { role: 'guest' });
  const [ada, bob, eve] = [await makePerson('ada'), await makePerson('bob'), await makePerson('eve')];
  const room = await makeRoom({ members: [ada, bob, guest] });
  await makeRoom({ members: [eve, ada] });
  const faces = await Promise.all([ada, bob, eve, guest].map((person) => uploadFace(person)));
  for (const [at, person] of [ada, bob, eve, guest].entries())
    await wear(person, avatarPathOf(faces[at] ?? ''));
  const seen = async () => Promise.all(faces.map(async (id) => (await look(guest, id)).status));
  expect(await seen()).toEqual([302, 302, 404, 302]);
  await db().execute(
    sql`update memberships set ended_at = now() where room_id = ${room.id} and user_id = ${bob.userId}`,
  );
  expect(await seen()).toEqual([302, 302, 404, 302]);
});

test('who leaves for good takes their picture along', async () => {
  const [ada, bob] = [await makePerson('ada'), await makePerson('bob')];
  const passwordHash = await hashPassword('correct horse battery');
  await db().execute(sql`update users set password_hash = ${passwordHash} where id = ${ada.userId}`);
  const id = await uploadFace(ada);
  await wear(ada, avatarPathOf(id));
  const left = await ask(deleteMe, {
    as: ada,
    method: 'DELETE',
    body: { password: 'correct horse battery' },
  });
  expect(left.status).toBe(204);
  expect((await look(bob, id)).status).toBe(404);
  await later();
  await cleanUp();
  expect(await storage().head(objectKey(id))).toBe(null);
});
