import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { png } from '@/lib/attachments/testing/files';
import { env } from '@/lib/env';
import { ask } from '@/lib/http/testing/ask';
import { testStore } from '@/lib/storage/testing/store';
import { uuidv7 } from '@/lib/uuid';
import { GET as cleanUp } from '../cron/clean-up/route';
import { GET as readFiles } from '../rooms/[roomId]/attachments/route';
import { PUT as sendMessage } from '../rooms/[roomId]/messages/[messageId]/route';
import { GET as readMessages } from '../rooms/[roomId]/messages/route';
import { PUT as confirm, GET as download, DELETE as remove } from './[attachmentId]/route';
import { POST as start } from './route';

testDatabase();
await testStore();
beforeAll(() => db().execute(sql`insert into settings (name) values ('Here')`));

const MB = 1024 * 1024;

async function scene() {
  const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
  const room = await makeRoom({ members: [ada, bob] });
  const bytes = png(30, 20);
  const announced = { roomId: room.id, name: 'plan.png', type: 'image/png', size: bytes.byteLength };
  const begin = (person: TestPerson, change: object = {}) =>
    ask(start, { as: person, body: { ...announced, ...change } });
  const upload = async (person: TestPerson): Promise<string> => {
    const { upload } = (await begin(person)).body;
    await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes });
    await ask(confirm, { as: person, method: 'PUT', params: { attachmentId: upload.id } });
    return upload.id;
  };
  const send = (person: TestPerson, body: unknown) =>
    ask(sendMessage, {
      as: person,
      method: 'PUT',
      params: { roomId: room.id, messageId: uuidv7() },
      body,
    });
  return { ada, bob, room, begin, upload, send };
}

const field = (name: string, reason: string) => ({ code: 'invalid', fields: { [name]: { reason } } });

test('the whole way: begin, upload, confirm, send, see it in the page, download it', async () => {
  const { ada, bob, room, begin, send } = await scene();
  const begun = await begin(ada);
  expect(begun.status).toBe(201);
  const { id, url, headers, expiresAt } = begun.body.upload;
  expect(headers).toEqual({ 'content-type': 'image/png', 'if-none-match': '*' });
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(290_000);
  const params = { attachmentId: id };
  const early = await ask(confirm, { as: ada, method: 'PUT', params });
  expect(early).toMatchObject({ status: 409, body: { error: { params: { reason: 'not_uploaded' } } } });
  await fetch(url, { method: 'PUT', headers, body: png(30, 20) });
  const confirmed = await ask(confirm, { as: ada, method: 'PUT', params });
  expect(confirmed.body.attachment).toMatchObject({ id, name: 'plan.png', width: 30, height: 20 });
  const sent = await send(ada, { body: '', attachmentIds: [id] });
  expect(sent).toMatchObject({ status: 201, body: { message: { body: '', attachmentIds: [id] } } });
  const page = await ask(readMessages, { as: bob, params: { roomId: room.id } });
  expect(page.body.attachments).toEqual({ [id]: confirmed.body.attachment });
  const byId = await ask(readFiles, { as: bob, params: { roomId: room.id }, query: { ids: id } });
  expect(byId.body).toEqual({ attachments: { [id]: confirmed.body.attachment } });
  const files = await ask(readFiles, { as: bob, params: { roomId: room.id }, query: { kind: 'image' } });
  expect(files.body).toMatchObject({ files: [{ attachment: { id }, seq: 1 }], hasBefore: false });
  const got = await ask(download, { as: bob, params });
  expect(got.status).toBe(302);
  expect(got.response.headers.get('cache-control')).toBe('no-store, private');
  const file = await fetch(got.response.headers.get('location') ?? '');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(png(30, 20));
  const gone = await ask(remove, { as: ada, method: 'DELETE', params });
  expect(gone).toMatchObject({ status: 409, body: { error: { params: { reason: 'attachment_sent' } } } });
});

describe('an upload is not begun', () => {
  test.each([
    ['51 MB', { size: 51 * MB }, 'size', 'too_big'],
    ['a byte too many', { size: 50 * MB + 1 }, 'size', 'too_big'],
    ['0 bytes', { size: 0 }, 'size', 'too_small'],
    ['a fraction', { size: 1.5 }, 'size', 'invalid'],
    ['a program', { name: 'setup.exe' }, 'type', 'refused_type'],
    ['no type at all', { type: 'nonsense' }, 'type', 'refused_type'],
    ['30,000 × 30,000', { width: 30_000, height: 30_000 }, 'width', 'too_many_pixels'],
    ['half a size', { width: 30 }, 'width', 'invalid'],
    [
      'a thumbnail as large as a picture',
      { thumbnail: { type: 'image/webp', size: MB } },
      'thumbnail.size',
      'too_big',
    ],
    [
      'a thumbnail that is a page',
      { thumbnail: { type: 'text/html', size: 5 } },
      'thumbnail.type',
      'invalid',
    ],
    ['a placeholder that is markup', { placeholder: '<svg>' }, 'placeholder', 'invalid'],
    ['no name', { name: '' }, 'name', 'too_short'],
    ['a name of half a character', { name: '\ud83d.png' }, 'name', 'invalid'],
    ["another's authorship", { authorId: uuidv7() }, 'authorId', 'unknown_field'],
    ['a key of their own', { key: '../x' }, 'key', 'unknown_field'],
    ['done already', { confirmedAt: 'now' }, 'confirmedAt', 'unknown_field'],
  ])('for %s', async (_, change, name, reason) => {
    const { ada, begin } = await scene();
    const refused = await begin(ada, change);
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatchObject(field(name, reason));
  });

  test('in a room that is not there or not theirs, with the same answer', async () => {
    const { begin } = await scene();
    const eve = await makePerson('eve');
    const [foreign, absent] = [await begin(eve), await begin(eve, { roomId: uuidv7() })];
    for (const answer of [foreign, absent]) expect(answer).toMatchObject({ status: 404 });
    expect(foreign.body.error.message).toBe(absent.body.error.message);
  });
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['a\r\nSet-Cookie: x=y.png', 'a Set-Cookie_ x=y.png'],
  ['invoice\u202egnp.exe.png', 'invoicegnp.exe.png'],
  [`${'x'.repeat(5_000)}.png`, `${'x'.repeat(251)}.png`],
])('the name %j is cleaned, not refused', async (name, kept) => {
  const { ada, begin } = await scene();
  const { upload } = (await begin(ada, { name })).body;
  const { rows } = await db().execute(sql`select name from attachments where id = ${upload.id}`);
  expect(rows).toEqual([{ name: kept }]);
  expect(new URL(upload.url).pathname).toBe(`/parlance/attachments/${upload.id}/file`);
});

describe('a message', () => {
  test('with nothing but blanks is none; with a file it is one', async () => {
    const { ada, upload, send } = await scene();
    for (const body of [{ body: ' ' }, { body: '', attachmentIds: [] }])
      expect((await send(ada, body)).body.error).toMatchObject(field('body', 'blank'));
    expect((await send(ada, { body: ' \n', attachmentIds: [await upload(ada)] })).status).toBe(201);
  });

  test('has at most ten files, none twice, and ids only', async () => {
    const { ada, upload, send } = await scene();
    const id = await upload(ada);
    const refusals = [
      [[id, id], 'given_twice'],
      [[id, id.toUpperCase()], 'given_twice'],
      [Array.from({ length: 11 }, () => uuidv7()), 'too_big'],
    ] as const;
    for (const [attachmentIds, reason] of refusals)
      expect((await send(ada, { body: 'x', attachmentIds })).body.error).toMatchObject(
        field('attachmentIds', reason),
      );
    const odd = await send(ada, { body: 'x', attachmentIds: ['../x'] });
    expect(odd.body.error).toMatchObject(field('attachmentIds.0', 'invalid'));
    const shouted = await send(ada, { body: 'x', attachmentIds: [id.toUpperCase()] });
    expect(shouted.body.message.attachmentIds).toEqual([id]);
  });
});

describe("the platform's timer", () => {
  const knock = (authorization?: string) =>
    ask(cleanUp, authorization === undefined ? {} : { headers: { authorization } });

  test('finds nothing here without a secret, with another one, or where none is set', async () => {
    Object.assign(env(), { CRON_SECRET: undefined });
    for (const given of [undefined, 'Bearer undefined', 'Bearer '])
      expect((await knock(given)).status).toBe(404);
    Object.assign(env(), { CRON_SECRET: 'a secret of the platform' });
    for (const given of [undefined, 'Bearer x', 'a-secret', 'Bearer a'])
      expect((await knock(given)).status).toBe(404);
  });

  test('starts the clean-up with it, due or not', async () => {
    Object.assign(env(), { CRON_SECRET: 'a-secret-of-the-platform' });
    const knocked = () => knock('Bearer a-secret-of-the-platform');
    expect(await knocked()).toMatchObject({ status: 200, body: { cleanedUp: { files: 0, bytes: 0 } } });
    expect(await knocked()).toMatchObject({ status: 200, body: { cleanedUp: { files: 0 } } });
    const both = await Promise.all([knocked(), knocked()]);
    expect(both.map(({ body }) => body.cleanedUp).filter((one) => one !== null).length).toBeGreaterThan(0);
  });
});
