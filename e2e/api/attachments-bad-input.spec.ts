import { randomUUID } from 'node:crypto';
import { FILE_MAX } from '@/lib/attachments/contract';
import { html, png, svg } from '@/lib/attachments/testing/files';
import { env } from '@/lib/env';
import { findFreePort } from '../../bin/postgres/server.mjs';
import { presignByHand } from '../../bin/store/testing/sign-by-hand';
import { type Answer, type Caller, expect, expectRefusal, test } from '../support/api';

/* What a file can be that it should not, and what a person or a program can do that they may not. */

type Signed = { url: string; headers: Record<string, string> };
type Announced = Signed & { id: string };

const picture = png(30, 20);
const file = { name: 'plan.png', type: 'image/png', size: picture.byteLength };

function announce(who: Caller, roomId: string, change: object = {}): Promise<Answer> {
  return who.ask('POST', '/api/attachments', { roomId, ...file, ...change });
}

async function begin(who: Caller, roomId: string, change: object = {}): Promise<Announced> {
  return (await announce(who, roomId, change)).body.upload;
}

/** Sends bytes to the store; answers its status. */
async function put({ url, headers }: Signed, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const answer = await fetch(url, { method: 'PUT', headers, body: bytes });
  await answer.arrayBuffer();
  return answer.status;
}

function storeKeys() {
  const { S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '', S3_REGION } = env();
  return { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY, region: S3_REGION };
}

const confirm = (who: Caller, { id }: Announced) => who.ask('PUT', `/api/attachments/${id}`);

const send = (who: Caller, roomId: string, attachmentIds: readonly string[]) =>
  who.ask('PUT', `/api/rooms/${roomId}/messages/${randomUUID()}`, { body: 'look', attachmentIds });

test.describe('told before anything is sent', () => {
  for (const [what, change, fields] of [
    ['51 MB', { size: 51 * 1024 * 1024 }, { size: 'too_big' }],
    ['one byte more than the limit', { size: FILE_MAX + 1 }, { size: 'too_big' }],
    ['0 bytes', { size: 0 }, { size: 'too_small' }],
    ['a program', { name: 'setup.exe' }, { type: 'refused_type' }],
    ['30,000 × 30,000 pixels', { width: 30_000, height: 30_000 }, { width: 'too_many_pixels' }],
  ] as const)
    test(what, async ({ caller, room }) => {
      const ada = await caller('Ada');
      const { id: roomId } = await room({ members: [ada.person] });
      expectRefusal(await announce(ada, roomId, change), 'invalid', { fields });
    });
});

for (const [what, name, kept] of [
  ['leads out of its folder', '../../etc/passwd', 'passwd'],
  ['ends a header', 'a\r\nSet-Cookie: x=y.png', 'a Set-Cookie_ x=y.png'],
  ['reads backwards', 'invoice\u202egnp.exe.png', 'invoicegnp.exe.png'],
  ['has 5 KB', `${'x'.repeat(5_000)}.png`, `${'x'.repeat(251)}.png`],
] as const)
  test(`a name that ${what} is cleaned, and the answer that carries it is whole`, async ({
    caller,
    room,
  }) => {
    const ada = await caller('Ada');
    const { id: roomId } = await room({ members: [ada.person] });
    const begun = await begin(ada, roomId, { name });
    expect(new URL(begun.url).pathname).toBe(`/parlance/attachments/${begun.id}/file`);
    expect(await put(begun, picture)).toBe(200);
    expect((await confirm(ada, begun)).body.attachment.name).toBe(kept);
    const download = await ada.ask('GET', `/api/attachments/${begun.id}`);
    const answer = await fetch(download.headers.get('location') ?? '');
    expect(answer.headers.get('content-disposition')).toContain(`filename="${kept}"`);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

test.describe('refused by the store', () => {
  test('another length, another type, and the same address twice', async ({ caller, room }) => {
    const ada = await caller('Ada');
    const { id: roomId } = await room({ members: [ada.person] });
    const begun = await begin(ada, roomId);
    expect(await put(begun, Uint8Array.of(...picture, 0))).toBe(403);
    const typed = { ...begun, headers: { ...begun.headers, 'content-type': 'text/html' } };
    expect(await put(typed, picture)).toBe(403);
    expectRefusal(await confirm(ada, begun), 'conflict', { reason: 'not_uploaded' });
    expect(await put(begun, picture)).toBe(200);
    expect(await put(begun, picture)).toBe(412);
    expect((await confirm(ada, begun)).status).toBe(200);
  });

  test('a signature of which one digit is another, and an address whose five minutes are over', async ({
    caller,
    room,
  }) => {
    const ada = await caller('Ada');
    const { id: roomId } = await room({ members: [ada.person] });
    const begun = await begin(ada, roomId);
    const forged = begun.url.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect(await put({ ...begun, url: forged }, picture)).toBe(403);
    const { host, pathname, origin } = new URL(begun.url);
    const signedAt = (at: Date) =>
      origin +
      presignByHand({
        method: 'PUT',
        path: pathname,
        host,
        keys: storeKeys(),
        headers: { ...begun.headers, 'content-length': String(picture.byteLength) },
        at,
      });
    expect(await put({ ...begun, url: signedAt(new Date(Date.now() - 301_000)) }, picture)).toBe(403);
    expectRefusal(await confirm(ada, begun), 'conflict', { reason: 'not_uploaded' });
    expect(await put({ ...begun, url: signedAt(new Date(Date.now() - 240_000)) }, picture)).toBe(200);
  });
});

test.describe('deleted when it is looked at', () => {
  for (const [what, name, bytes, reason] of [
    ['HTML named .png', 'page.png', html(), 'other_content'],
    ['SVG declared as PNG', 'logo.svg', svg(), 'other_content'],
    ['a PNG of 30,000 × 30,000', 'wall.png', png(30_000, 30_000), 'too_many_pixels'],
  ] as const)
    test(what, async ({ caller, room }) => {
      const ada = await caller('Ada');
      const { id: roomId } = await room({ members: [ada.person] });
      const begun = await begin(ada, roomId, { name, size: bytes.byteLength });
      expect(await put(begun, bytes)).toBe(200);
      const refused = await confirm(ada, begun);
      expectRefusal(refused, 'invalid', { reason: 'upload_differs', fields: { file: reason } });
      expectRefusal(await confirm(ada, begun), 'not_found');
      expectRefusal(await ada.ask('GET', `/api/attachments/${begun.id}`), 'not_found');
      expectRefusal(await send(ada, roomId, [begun.id]), 'invalid', {
        fields: { attachmentIds: 'unknown_attachment' },
      });
    });
});

test("a file that is not one's own, not confirmed, of another room or sent already cannot be sent", async ({
  caller,
  room,
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const members = [ada.person, grace.person];
  const [{ id: roomId }, { id: elsewhere }] = [await room({ members }), await room({ members })];
  const refusal = async (who: Caller, id: string, reason: string, where = roomId) =>
    expectRefusal(await send(who, where, [id]), 'invalid', { fields: { attachmentIds: reason } });
  const begun = await begin(ada, roomId);
  await refusal(ada, begun.id, 'attachment_unconfirmed');
  expect(await put(begun, picture)).toBe(200);
  await refusal(ada, begun.id, 'attachment_unconfirmed');
  expect((await confirm(ada, begun)).status).toBe(200);
  await refusal(grace, begun.id, 'unknown_attachment');
  await refusal(ada, begun.id, 'unknown_attachment', elsewhere);
  await refusal(ada, randomUUID(), 'unknown_attachment');
  expect((await send(ada, roomId, [begun.id])).status).toBe(201);
  await refusal(ada, begun.id, 'attachment_sent');
});

test('who left the room in the middle of an upload can neither confirm nor send it', async ({
  caller,
  room,
}) => {
  const [ada, grace] = [await caller('Ada'), await caller('Grace')];
  const { id: roomId } = await room({ members: [ada.person, grace.person] });
  const begun = await begin(grace, roomId);
  expect((await grace.ask('DELETE', `/api/rooms/${roomId}/membership`)).status).toBe(204);
  expect(await put(begun, picture)).toBe(200);
  expectRefusal(await confirm(grace, begun), 'not_found');
  expectRefusal(await send(grace, roomId, [begun.id]), 'not_found');
  expectRefusal(await announce(grace, roomId), 'not_found');
});

test('somebody outside gets 404 for the page of messages, for the file and its card', async ({
  caller,
  room,
}) => {
  const [ada, eve] = [await caller('Ada'), await caller('Eve')];
  const { id: roomId } = await room({ members: [ada.person] });
  const begun = await begin(ada, roomId);
  expect(await put(begun, picture)).toBe(200);
  expect((await confirm(ada, begun)).status).toBe(200);
  expect((await send(ada, roomId, [begun.id])).status).toBe(201);
  expect((await ada.ask('GET', `/rooms/${roomId}`)).text).toContain(file.name);
  for (const path of [
    `/api/rooms/${roomId}/messages`,
    `/api/rooms/${roomId}/attachments`,
    `/api/attachments/${begun.id}`,
    `/api/attachments/${begun.id}?download=1`,
  ])
    expect({ path, status: await eve.statusOf('GET', path) }).toEqual({ path, status: 404 });
  const screen = await eve.ask('GET', `/rooms/${roomId}`);
  expect(screen.text).not.toContain(begun.id);
  expect(screen.text).not.toContain(file.name);
  const [address = ''] = begun.url.split('?');
  expect((await fetch(address)).status).toBe(403);
  expect((await fetch(begun.url)).status).toBe(403);
});

test.describe('beside another process', () => {
  test.describe.configure({ timeout: 120_000 });

  test('while the store is away files are 503 with a reason, messages are sent, and nothing is lost', async ({
    caller,
    room,
    server,
  }) => {
    const nowhere = `http://127.0.0.1:${await findFreePort()}`;
    const { baseUrl } = await server({ storeEndpoint: nowhere });
    const ada = await caller('Ada');
    const { id: roomId } = await room({ members: [ada.person] });
    const begun = await begin(ada, roomId);
    expect(await put(begun, picture)).toBe(200);
    const away = await confirm(ada.at({ baseUrl }), begun);
    expectRefusal(away, 'try_again', { reason: 'store_away' });
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send(ada.at({ baseUrl }), roomId, [])).status).toBe(201);
    expect((await confirm(ada, begun)).status).toBe(200);
    expect((await send(ada, roomId, [begun.id])).status).toBe(201);
  });

  test('a page that the bucket does not know is told so', async ({ caller, room, second }) => {
    const ada = await caller('Ada');
    const { id: roomId } = await room({ members: [ada.person] });
    const begun = await begin(ada, roomId);
    const there = ada.at(second);
    const refused = await confirm(there, begun);
    expectRefusal(refused, 'conflict', { reason: 'pages_refused' });
    expect(refused.body.error.params.origin).toBe(second.baseUrl);
  });
});
