import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/api';

/* The API's functions have two hosts: ours on node:http, and Next. Nobody who asks can tell them apart. */

// Each starts two processes of the app, on a machine that runs other tests as well.
test.describe.configure({ timeout: 120_000 });

/** What a host may do in its own way: framing, compression, and Next's word on its own cache. */
const free = /^(date|connection|keep-alive|transfer-encoding|content-length|content-encoding|vary)$/;

/** Everything else of an answer; ids of requests are another each time. */
async function tell(url: string, init: RequestInit) {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const headers = [...answer.headers].filter(([name]) => !free.test(name) && name !== 'x-request-id');
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const text = isStream ? '' : await answer.text();
  await (isStream ? answer.body?.cancel() : undefined);
  const requestId = answer.headers.get('x-request-id') ?? 'none';
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    text: text.replaceAll(requestId, 'id'),
  };
}

test('both hosts give the same answers, refusals and headers', async ({ caller, room, server }) => {
  const ada = await caller('Ada');
  const { id } = await room({ members: [ada.person] });
  const hosts = await Promise.all([server({ apiHost: 'native' }), server({ apiHost: 'next' })]);
  const message = `/api/rooms/${id}/messages/${randomUUID()}`;
  const json = { 'content-type': 'application/json' };
  const first = await fetch(hosts[0].baseUrl + message, {
    method: 'PUT',
    headers: { ...ada.at(hosts[0]).headers, ...json },
    body: JSON.stringify({ body: 'hello' }),
  });
  expect(first.status).toBe(201);
  const longest = encodeURIComponent(' '.repeat(40));
  const asked: [number, string, string, RequestInit?][] = [
    [200, 'GET', '/api/health'],
    [200, 'HEAD', '/api/health'],
    [200, 'GET', '/api/ready?x=%zz'],
    [204, 'OPTIONS', '/api/rooms'],
    [204, 'OPTIONS', '/api/stream'],
    [405, 'DELETE', '/api/rooms'],
    [308, 'GET', '/api/rooms/'],
    [404, 'GET', '/api/nothing/here'],
    [200, 'GET', '/api/me'],
    [200, 'HEAD', '/api/me'],
    [200, 'GET', '/api/rooms'],
    [200, 'GET', `/api/rooms/${id}`],
    [200, 'GET', `/api/rooms/${id}/messages?limit=10`],
    [200, 'GET', `/api/rooms/${id}/changes?after=0`],
    [200, 'GET', '/api/stream'],
    [200, 'HEAD', '/api/stream'],
    [200, 'PUT', message, { headers: json, body: '{"body":"hello"}' }],
    [409, 'PUT', message, { headers: json, body: '{"body":"other"}' }],
    [422, 'PUT', message, { headers: json, body: '{"body":""}' }],
    [422, 'PUT', message, { headers: json, body: '{' }],
    [422, 'PUT', message, { headers: json }],
    [415, 'PUT', message, { headers: { 'content-type': 'text/plain' }, body: '{}' }],
    [413, 'PUT', message, { headers: json, body: 'x'.repeat(70_000) }],
    [413, 'PUT', message, { headers: json, body: 'x'.repeat(200_000) }],
    [403, 'PUT', message, { headers: { ...json, 'sec-fetch-site': 'cross-site' }, body: '{}' }],
    [404, 'GET', `/api/rooms/${randomUUID()}`],
    [422, 'GET', '/api/rooms/none'],
    [422, 'GET', '/api/stream?cursors=nonsense'],
    [422, 'GET', '/api/rooms?browse=1&browse=1'],
    [404, 'DELETE', `/api/me/accounts/${longest}`],
    [422, 'DELETE', `/api/me/accounts/${longest}x`],
    [401, 'GET', '/api/me', { headers: { authorization: 'Bearer mine' } }],
    [404, 'GET', '/api/invites/a%20b%2Fc'],
  ];
  for (const [status, method, path, init] of asked) {
    const answers = await Promise.all(
      hosts.map(async (host) => {
        const headers = { ...ada.at(host).headers, origin: host.baseUrl, ...init?.headers };
        const { headers: told, ...answer } = await tell(host.baseUrl + path, { method, ...init, headers });
        // Next leaves out of a 405 what else there is.
        return { ...answer, headers: status === 405 ? { ...told, allow: null } : told };
      }),
    );
    expect(answers[0], `${method} ${path}`).toMatchObject({ status });
    expect(answers[0], `${method} ${path}`).toEqual(answers[1]);
  }
});
