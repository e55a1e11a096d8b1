import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { postMessage } from '@/lib/messages/post-message';
import { changeRoom } from '@/lib/rooms/change-room';
import { leaveRoom } from '@/lib/rooms/own-membership';
import { storage } from '@/lib/storage/storage';
import { testStore } from '@/lib/storage/testing/store';
import { uuidv7 } from '@/lib/uuid';
import { cleanUp } from './clean-up';
import { confirmUpload } from './confirm-upload';
import { objectKey, thumbnailKey } from './object-keys';
import { requireDownload } from './queries';
import { removeUpload } from './remove-upload';
import { gif, html, jpeg, pdf, png, svg, text, webp } from './testing/files';
import { begin, put, upload } from './testing/upload';

testDatabase();
await testStore();

async function scene() {
  const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
  const room = await makeRoom({ members: [ada, bob] });
  const given = (change: Partial<Parameters<typeof begin>[1]> = {}) => ({
    roomId: room.id,
    bytes: png(30, 20),
    ...change,
  });
  const send = (person: TestPerson, ids: string[]) =>
    postMessage(person, { roomId: room.id, id: uuidv7(), body: '', attachmentIds: ids });
  return { ada, bob, room, given, send };
}

const own = { download: false, publicHost: undefined };
/** The picture of most of these tests, and a byte. */
const longer = Uint8Array.of(...png(30, 20), 0);
const refusal = (code: string, reason: string) => ({ code, details: { reason } });
const differs = (fields: Record<string, unknown>) => ({
  code: 'invalid',
  details: { reason: 'upload_differs', fields },
});

async function reservedBy(person: TestPerson): Promise<number> {
  const { rows } = await db().execute<{ bytes: number }>(
    sql`select bytes from storage_usage where owner_id = ${person.userId}`,
  );
  return rows[0]?.bytes ?? 0;
}

/** Until no address of this person's can be used any more. */
const wait = (person: TestPerson) =>
  db().execute(sql`
    update attachments set created_at = created_at - interval '61 minutes',
      removed_at = removed_at - interval '61 minutes' where author_id = ${person.userId}`);

describe('an upload', () => {
  test('arrives byte by byte, with its size known, and everybody in the room gets it back', async () => {
    const { ada, bob, given, send } = await scene();
    const bytes = jpeg(300, 200, { exif: 2_000 });
    const thumbnail = { type: 'image/webp', bytes: webp(120, 80) } as const;
    const card = await upload(ada, given({ bytes, name: '../Käse.jpg', type: 'image/jpeg', thumbnail }));
    expect(card).toMatchObject({
      name: 'Käse.jpg',
      kind: 'image',
      width: 300,
      height: 200,
      size: bytes.length,
    });
    await send(ada, [card.id]);
    const got = await fetch(await requireDownload(bob, card.id, own));
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
    expect(got.headers.get('content-type')).toBe('image/jpeg');
    expect(got.headers.get('content-disposition')).toBe(
      `inline; filename="K_se.jpg"; filename*=UTF-8''K%C3%A4se.jpg`,
    );
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    const shown = await fetch(card.thumbnail?.url ?? '');
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(thumbnail.bytes);
    expect(shown.headers.get('cache-control')).toBe('private, max-age=900, immutable');
    expect(await reservedBy(ada)).toBe(bytes.length + thumbnail.bytes.length);
  });

  test('of a kind that could run in a browser is only ever saved', async () => {
    const { ada, given } = await scene();
    for (const [name, type, bytes] of [
      ['page.html', 'text/html', html()],
      ['logo.svg', 'image/svg+xml', svg()],
    ] as const) {
      const { id, thumbnail } = await upload(ada, given({ name, type, bytes }));
      expect(thumbnail).toBe(null);
      const got = await fetch(await requireDownload(ada, id, own));
      expect(got.headers.get('content-type')).toBe('application/octet-stream');
      expect(got.headers.get('content-disposition')).toMatch(/^attachment; /);
    }
  });

  test('of what can be shown is saved when somebody asks to', async () => {
    const { ada, given } = await scene();
    const { id } = await upload(ada, given({ name: 'notes.txt', type: 'text/plain', bytes: text('hé') }));
    const shown = await fetch(await requireDownload(ada, id, own));
    expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const saved = await fetch(await requireDownload(ada, id, { ...own, download: true }));
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename="notes.txt"/);
  });

  test('is confirmed twice like once', async () => {
    const { ada, given } = await scene();
    const card = await upload(ada, given());
    expect(await confirmUpload(ada, card.id)).toEqual(card);
  });

  test('keeps the size of a photograph as it is shown, and corrects one that was made up', async () => {
    const { ada, given } = await scene();
    const sizes = async (announced: { width: number; height: number }) => {
      const { id } = await upload(ada, {
        ...given({ bytes: gif(300, 200), type: 'image/gif' }),
        ...announced,
      });
      const { rows } = await db().execute(sql`select width, height from attachments where id = ${id}`);
      return rows[0];
    };
    expect(await sizes({ width: 200, height: 300 })).toEqual({ width: 200, height: 300 });
    expect(await sizes({ width: 1, height: 9_000 })).toEqual({ width: 300, height: 200 });
  });
});

describe('refused, deleted, and its room given back', () => {
  test.each([
    ['HTML named and declared as PNG', { bytes: html() }, { file: { reason: 'other_content' } }],
    ['SVG declared as PNG', { bytes: svg(), name: 'logo.svg' }, { file: { reason: 'other_content' } }],
    [
      'a GIF declared as PDF',
      { bytes: gif(3, 2), type: 'application/pdf' },
      { file: { reason: 'other_content' } },
    ],
    [
      'a picture of 900 megapixels',
      { bytes: png(30_000, 30_000) },
      { file: { reason: 'too_many_pixels', limit: 100 } },
    ],
    [
      'a thumbnail that is a page',
      { thumbnail: { type: 'image/webp', bytes: html() } as const },
      { thumbnail: { reason: 'other_content' } },
    ],
    [
      'a thumbnail that is a bomb',
      { thumbnail: { type: 'image/png', bytes: png(30_000, 30_000) } as const },
      { thumbnail: { reason: 'too_many_pixels', limit: 100 } },
    ],
  ])('%s', async (_, change, fields) => {
    const { ada, given } = await scene();
    const file = given(change);
    const begun = await begin(ada, file);
    expect(await put(begun, file.bytes)).toBe(200);
    if (begun.thumbnail && file.thumbnail) expect(await put(begun.thumbnail, file.thumbnail.bytes)).toBe(200);
    await expect(confirmUpload(ada, begun.id)).rejects.toMatchObject(differs(fields));
    expect(await storage().head(objectKey(begun.id))).toBe(null);
    expect(await storage().head(thumbnailKey(begun.id))).toBe(null);
    await wait(ada);
    await cleanUp();
    expect(await reservedBy(ada)).toBe(0);
    await expect(confirmUpload(ada, begun.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an object that is not what was signed, had a store let it in', async () => {
    const { ada, given } = await scene();
    const [long, typed] = [await begin(ada, given()), await begin(ada, given())];
    const smuggle = async (id: string, type: string, bytes: Uint8Array<ArrayBuffer>) =>
      put(await storage().presignPut({ key: objectKey(id), type, size: bytes.byteLength }), bytes);
    await smuggle(long.id, 'image/png', longer);
    await smuggle(typed.id, 'image/gif', png(30, 20));
    await expect(confirmUpload(ada, long.id)).rejects.toMatchObject(
      differs({ file: { reason: 'other_size', limit: png(30, 20).byteLength } }),
    );
    await expect(confirmUpload(ada, typed.id)).rejects.toMatchObject(
      differs({ file: { reason: 'other_type' } }),
    );
  });

  test('by the store: another length or type, and a second time', async () => {
    const { ada, given } = await scene();
    const begun = await begin(ada, given());
    expect(await put(begun, longer)).toBe(403);
    expect(
      await put({ ...begun, headers: { ...begun.headers, 'content-type': 'text/html' } }, png(30, 20)),
    ).toBe(403);
    await expect(confirmUpload(ada, begun.id)).rejects.toMatchObject(refusal('conflict', 'not_uploaded'));
    expect(await put(begun, png(30, 20))).toBe(200);
    expect(await put(begun, png(30, 20))).toBe(412);
    await confirmUpload(ada, begun.id);
  });
});

describe('who', () => {
  test('is outside the room can neither begin, confirm, read nor remove; who left neither', async () => {
    const { ada, bob, given, send } = await scene();
    const eve = await makePerson('eve');
    await expect(begin(eve, given())).rejects.toMatchObject({ code: 'not_found' });
    const file = given();
    const begun = await begin(bob, file);
    await put(begun, file.bytes);
    for (const person of [eve, ada])
      await expect(confirmUpload(person, begun.id)).rejects.toMatchObject({ code: 'not_found' });
    const card = await upload(bob, file);
    await expect(requireDownload(ada, card.id, own)).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeUpload(ada, card.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await requireDownload(bob, card.id, own)).toContain(card.id);
    await send(bob, [card.id]);
    expect(await requireDownload(ada, card.id, own)).toContain(card.id);
    await expect(requireDownload(eve, card.id, own)).rejects.toMatchObject({ code: 'not_found' });
    await leaveRoom(bob, file.roomId);
    await expect(confirmUpload(bob, begun.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(requireDownload(bob, card.id, own)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('uploads into an archived room is refused', async () => {
    const { ada, given, room } = await scene();
    await changeRoom(ada, room.id, { archived: true });
    await expect(begin(ada, given())).rejects.toMatchObject(refusal('conflict', 'archived'));
  });

  test('takes a file back before it is sent gets its room back; after that the message goes or stays', async () => {
    const { ada, given, send } = await scene();
    const [begun, card, sent] = [
      await begin(ada, given()),
      await upload(ada, given()),
      await upload(ada, given()),
    ];
    await send(ada, [sent.id]);
    await removeUpload(ada, begun.id);
    await removeUpload(ada, card.id);
    expect(await storage().head(objectKey(card.id))).toBe(null);
    await wait(ada);
    await cleanUp();
    expect(await reservedBy(ada)).toBe(sent.size);
    await expect(removeUpload(ada, card.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeUpload(ada, sent.id)).rejects.toMatchObject(refusal('conflict', 'attachment_sent'));
  });
});

test('an address that is used again after its file was taken back costs its room until that is gone too', async () => {
  const { ada, given } = await scene();
  const file = given();
  const begun = await begin(ada, file);
  await put(begun, file.bytes);
  await removeUpload(ada, begun.id);
  expect(await put(begun, file.bytes)).toBe(200);
  await cleanUp();
  expect(await reservedBy(ada)).toBe(file.bytes.byteLength);
  await wait(ada);
  await cleanUp();
  expect(await reservedBy(ada)).toBe(0);
  expect(await storage().head(objectKey(begun.id))).toBe(null);
});

test('text of any encoding, PDF and unknown bytes are confirmed without being looked into further', async () => {
  const { ada, given } = await scene();
  for (const [name, type, bytes, kind] of [
    ['a.txt', 'text/plain', Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 'document'],
    ['a.pdf', 'application/pdf', pdf(), 'document'],
    ['a.bin', 'application/octet-stream', Uint8Array.of(0, 1, 2), 'file'],
  ] as const)
    expect(await upload(ada, given({ name, type, bytes }))).toMatchObject({ kind, width: null });
});
