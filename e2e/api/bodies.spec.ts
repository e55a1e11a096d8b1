import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Caller, expect, expectRefusal, type PersonCaller, test } from '../support/api';

/* What is wrong with a body before anybody looks at its fields. */

const rename = (who: Caller, body: string, type: string | undefined = 'application/json') =>
  who.ask('PATCH', '/api/me', body, { 'content-type': type });

async function keepsTheirName(who: PersonCaller): Promise<void> {
  expect((await who.ask('GET', '/api/me')).body.me.name).toBe(who.person.name);
}

test('another content type is 415', async ({ caller }) => {
  const ada = await caller('Ada');
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'text/plain, application/json',
  ])
    expectRefusal(await rename(ada, '{"name":"Eve"}', type), 'unsupported_type');
  await keepsTheirName(ada);
  expect((await rename(ada, '{"name":"Ada"}', 'Application/JSON; charset=utf-8')).status).toBe(200);
});

test('what is no JSON, or JSON with tricks, is 422', async ({ caller }) => {
  const ada = await caller('Ada');
  for (const body of [
    '',
    '{',
    '{"name":"Eve",}',
    "{'name':'Eve'}",
    'name=Eve',
    '\ufeff\ufeff{"name":"Eve"}',
    '{"name":"Ada","name":"Eve"}',
    '{"name":"Ada","\\u006eame":"Eve"}',
    '{"name":"Eve","__proto__":{"role":"owner"}}',
    `{"name":${'['.repeat(9)}${']'.repeat(9)}}`,
    '['.repeat(8_000),
  ])
    expectRefusal(await rename(ada, body), 'invalid', { reason: 'not_json' });
  expectRefusal(await rename(ada, '{"name":"Eve","constructor":{"prototype":{"role":"owner"}}}'), 'invalid', {
    fields: { constructor: 'unknown_field' },
  });
  await keepsTheirName(ada);
});

test('a body over its route’s limit is 413, whether it says its length or not', async ({
  caller,
  room,
  app,
}) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  expectRefusal(await rename(ada, JSON.stringify({ name: 'x'.repeat(20_000) })), 'too_large');
  const message = `/api/rooms/${id}/messages/${randomUUID()}`;
  expectRefusal(await ada.ask('PUT', message, { body: 'x'.repeat(66_000) }), 'too_large');
  expectRefusal(await ada.ask('PUT', message, { body: 'x'.repeat(1_000_000) }), 'too_large');
  for (const bytes of [70_000, 1_000_000]) {
    const { status, body } = await sendChunked(app + message, ada, bytes);
    expect({ status, code: body.error.code }).toEqual({ status: 413, code: 'too_large' });
  }
  expect((await ada.ask('GET', `/api/rooms/${id}/messages`)).body.messages).toEqual([]);
  expect((await ada.ask('PUT', message, { body: 'still here' })).status).toBe(201);
});

/** A body in pieces that nobody announced the length of. */
async function sendChunked(url: string, who: PersonCaller, bytes: number) {
  const sending = request(url, {
    method: 'PUT',
    headers: { ...who.headers, 'content-type': 'application/json' },
  });
  sending.write('{"body":"');
  for (let sent = 0; sent < bytes; sent += 10_000) sending.write('x'.repeat(10_000));
  sending.end('"}');
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: JSON.parse(await text(response)) };
}
