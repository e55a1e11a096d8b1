import { randomUUID } from 'node:crypto';
import { html, png } from '@/lib/attachments/testing/files';
import { expect, expectRefusal, type PersonCaller, test } from '../support/api';

/* Files over HTTP, from the announcement to the download; the bytes go between us and the store. */

type Announced = { id: string; url: string; headers: Record<string, string> };

async function announce(who: PersonCaller, roomId: string, bytes: Uint8Array): Promise<Announced> {
  const file = { roomId, name: 'secret-plan.png', type: 'image/png', size: bytes.byteLength };
  const { body } = await who.ask('POST', '/api/attachments', file);
  return body.upload;
}

/** As a page at `origin` would. */
async function put({ url, headers }: Announced, bytes: Uint8Array<ArrayBuffer>, origin: string) {
  const answer = await fetch(url, { method: 'PUT', headers: { ...headers, origin }, body: bytes });
  await answer.arrayBuffer();
  return answer;
}

test('a file reaches who is in the room, frames carry its id only, and nobody else gets anything', async ({
  app,
  caller,
  room,
}) => {
  const [ada, grace, eve] = [await caller('Ada'), await caller('Grace'), await caller('Eve')];
  const { id: roomId } = await room({ members: [ada.person, grace.person] });
  const listener = await grace.listen();
  await listener.until(({ event }) => event === 'ready');
  const bytes = png(30, 20);
  const announced = await announce(ada, roomId, bytes);
  const stored = await put(announced, bytes, app);
  expect(stored.status).toBe(200);
  expect(stored.headers.get('access-control-allow-origin')).toBe(app);
  expect((await put(announced, bytes, app)).status).toBe(412);
  const path = `/api/attachments/${announced.id}`;
  const confirmed = await ada.ask('PUT', path);
  expect(confirmed.body.attachment).toMatchObject({ name: 'secret-plan.png', width: 30, height: 20 });

  expectRefusal(await grace.ask('GET', path), 'not_found');
  const message = { body: '', attachmentIds: [announced.id] };
  const sent = await ada.ask('PUT', `/api/rooms/${roomId}/messages/${randomUUID()}`, message);
  expect(sent.status).toBe(201);
  await listener.until(({ data }) => data.messages?.[0]?.attachmentIds?.[0] === announced.id);
  expect(listener.raw()).not.toContain('secret-plan');
  listener.close();

  const page = await grace.ask('GET', `/api/rooms/${roomId}/messages`);
  const { thumbnail } = page.body.attachments[announced.id];
  const shown = await fetch(thumbnail.url);
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes);
  const download = await grace.ask('GET', path);
  expect(download.status).toBe(302);
  const file = await fetch(download.headers.get('location') ?? '');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  expect(file.headers.get('content-disposition')).toContain('inline; filename="secret-plan.png"');

  expectRefusal(await eve.ask('GET', path), 'not_found');
  expectRefusal(await eve.ask('GET', `/api/rooms/${roomId}/attachments?ids=${announced.id}`), 'not_found');
  const unsigned = await fetch(announced.url.split('?')[0] ?? '');
  expect(unsigned.status).toBe(403);
});

test('a page named as a picture is deleted, and its message cannot be sent', async ({
  app,
  caller,
  room,
}) => {
  const ada = await caller('Ada');
  const { id: roomId } = await room({ members: [ada.person] });
  const announced = await announce(ada, roomId, html());
  expect((await put(announced, html(), app)).status).toBe(200);
  const refused = await ada.ask('PUT', `/api/attachments/${announced.id}`);
  expectRefusal(refused, 'invalid', { fields: { file: 'other_content' } });
  const message = { body: 'look', attachmentIds: [announced.id] };
  const sent = await ada.ask('PUT', `/api/rooms/${roomId}/messages/${randomUUID()}`, message);
  expectRefusal(sent, 'invalid', { fields: { attachmentIds: 'unknown_attachment' } });
});

test('pages may load from the store by the name they were asked by, and from nowhere else', async ({
  app,
}) => {
  const policy = async (host: string) => {
    const answer = await fetch(`${app}/sign-in`, { headers: { 'x-forwarded-host': host } });
    return answer.headers.get('content-security-policy') ?? '';
  };
  expect(await policy('evil.example')).toMatch(/img-src 'self' data: blob: http:\/\/localhost:\d+;/);
  expect(await policy('evil.example')).toMatch(/connect-src 'self' http:\/\/localhost:\d+;/);
});
