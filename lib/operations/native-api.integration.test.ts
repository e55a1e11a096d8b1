import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { readJson } from '@/lib/http/body';
import { type Sink, streamAnswer } from '@/lib/realtime/sink';
import { nativeApi } from './native-api';

testDatabase();

/** What the functions below saw. */
const seen: { opened: Sink[]; aborted: string[]; refused: unknown[] } = {
  opened: [],
  aborted: [],
  refused: [],
};
let leave = () => {};

const answer = nativeApi({
  '/api/echo/[name]': {
    PUT: async (asked, { params }) => {
      const { pathname, searchParams } = new URL(asked.url);
      const { name } = await params;
      const body = await asked.json();
      const answered = Response.json({ name, pathname, q: searchParams.get('q'), body }, { status: 201 });
      for (const cookie of ['a=1', 'b=2']) answered.headers.append('set-cookie', cookie);
      return answered;
    },
    DELETE: () => new Response(null, { status: 204 }),
  },
  '/api/page': {
    GET: (asked) => {
      const rows = Number(new URL(asked.url).searchParams.get('rows'));
      const init = { status: 203, headers: { 'X-Own': 'yes', Vary: 'Cookie' } };
      return Response.json(Array(rows).fill('the same again'), init);
    },
  },
  '/api/broken': {
    GET: () => {
      throw new Error('a secret');
    },
    POST: () => Promise.reject(new Error('a secret')),
  },
  '/api/slow': {
    GET: async (asked) => {
      await new Promise((resolve) => asked.signal.addEventListener('abort', resolve));
      seen.aborted.push('slow');
      return Response.json({});
    },
  },
  '/api/read': {
    PUT: async (asked) => {
      const read = readJson(asked, 1_000).catch((error: unknown) => void seen.refused.push(error));
      return Response.json({ read: await read });
    },
  },
  '/api/stream': {
    GET: async (asked) => {
      if (asked.headers.has('leave')) {
        leave();
        await new Promise((resolve) => asked.signal.addEventListener('abort', resolve));
      }
      return streamAnswer(asked, { headers: { 'Content-Type': 'text/event-stream' }, open: openOne });
    },
  },
});

function openOne(sink: Sink): void {
  seen.opened.push(sink);
  sink.write(new Uint8Array(Buffer.from(': here\n\n')));
}

const server = createServer((incoming, response) => {
  response.setHeader('X-Always', 'yes');
  if (!answer(incoming, response)) response.end('Next');
});
const port = () => (server.address() as AddressInfo).port;

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const sending = request({ port: port(), host: '127.0.0.1', method, path, headers });
  sending.end(body);
  return once(sending, 'response') as Promise<[IncomingMessage]>;
}

test('a function gets its request and its answer goes out, headers of the host included', async () => {
  const [got] = await ask('PUT', '/api/echo/a%20b?q=%C3%BC', '{"n":1}', {
    'content-type': 'application/json',
  });
  expect(got.statusCode).toBe(201);
  expect(got.headers).toMatchObject({
    'content-type': 'application/json',
    'set-cookie': ['a=1', 'b=2'],
    'x-always': 'yes',
  });
  const body = { name: 'a b', pathname: '/api/echo/a%20b', q: 'ü', body: { n: 1 } };
  expect(JSON.parse(await text(got))).toEqual(body);
  const [gone] = await ask('DELETE', '/api/echo/x');
  expect([gone.statusCode, await text(gone)]).toEqual([204, '']);
});

test('what Next knows as Request and Response stays so', async () => {
  const { Request: asked, Response: answered } = globalThis;
  const { Response: light } = await import('./light-response');
  await ask('GET', '/api/page?rows=1');
  expect([globalThis.Request, globalThis.Response]).toEqual([asked, answered]);
  expect(light).not.toBe(answered);
  expect(await light.json({ a: 1 }).json()).toEqual({ a: 1 });
});

test.each(['GET', 'POST'])(
  'what a function throws (%s) is 500 in our shape and tells nothing',
  async (method) => {
    const [got] = await ask(method, '/api/broken');
    const body = await text(got);
    expect(got.statusCode).toBe(500);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'internal', requestId: expect.any(String) } });
    expect(body).not.toContain('secret');
  },
);

test.each([
  ['GET', '/'],
  ['GET', '/api'],
  ['GET', '/api/elsewhere'],
  ['GET', '/api/echo/'],
  ['GET', '//api/stream'],
  ['GET', '/api/../api/stream'],
  ['GET', '/api/%2e%2E/stream'],
  ['GET', '/api/stream#x'],
  ['GET', 'http://127.0.0.1/api/stream'],
  ['PROPFIND', '/api/stream'],
])('%s %s is left to Next', async (method, path) => {
  const [got] = await ask(method, path);
  expect(await text(got)).toBe('Next');
});

test.each(['a b', 'a/b', 'user@here', 'here:99999', '127.1'])('so is the host %j', async (host) => {
  const [got] = await ask('GET', '/api/stream', undefined, { host });
  expect(await text(got)).toBe('Next');
});

test.each(['here', 'HERE:61000', '[::1]:3000', '10.0.0.1:81'])('the host %s is ours', async (host) => {
  const [got] = await ask('OPTIONS', '/api/stream', undefined, { host });
  expect([got.statusCode, got.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
});

test('a long page is compressed for who takes it; a short one, and for others, is not', async () => {
  const [long] = await ask('GET', '/api/page?rows=1000', undefined, { 'accept-encoding': 'br, gzip' });
  expect(long.statusCode).toBe(203);
  expect(long.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'application/json',
    vary: 'Cookie, Accept-Encoding',
    'x-own': 'yes',
  });
  const bytes = await buffer(long);
  expect(bytes.byteLength).toBeLessThan(1_000);
  expect(JSON.parse(gunzipSync(bytes).toString())).toHaveLength(1_000);
  const [short] = await ask('GET', '/api/page?rows=2', undefined, { 'accept-encoding': 'gzip' });
  expect(short.headers).toMatchObject({ vary: 'Cookie, Accept-Encoding', 'x-own': 'yes' });
  expect([short.headers['content-encoding'], JSON.parse(await text(short)).length]).toEqual([undefined, 2]);
  const [plain] = await ask('GET', '/api/page?rows=1000');
  expect([plain.headers['content-encoding'], JSON.parse(await text(plain)).length]).toEqual([
    undefined,
    1_000,
  ]);
});

test('a client that leaves aborts its request', async () => {
  const client = connect(port(), '127.0.0.1');
  client.write('GET /api/slow HTTP/1.1\r\nHost: here\r\n\r\n');
  await once(server, 'request');
  client.destroy();
  await vi.waitFor(() => expect(seen.aborted).toEqual(['slow']));
});

test('one that leaves in the middle of its body is told apart from a database that is away', async () => {
  const client = connect(port(), '127.0.0.1');
  const head =
    'PUT /api/read HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';
  client.write(`${head}{"body": "half`);
  await once(server, 'request');
  client.resetAndDestroy();
  await vi.waitFor(() => expect(seen.refused).toHaveLength(1));
  expect(seen.refused[0]).toMatchObject({ code: 'invalid', details: { reason: 'cut_short' } });
});

test('a stream is written to its socket; for HEAD, or once the client is gone, nothing is opened', async () => {
  const [head] = await ask('HEAD', '/api/stream');
  expect(head.headers['content-type']).toBe('text/event-stream');
  expect(seen.opened).toEqual([]);

  const leaving = connect(port(), '127.0.0.1');
  leave = () => leaving.destroy();
  leaving.write('GET /api/stream HTTP/1.1\r\nHost: here\r\nLeave: now\r\n\r\n');
  await once(leaving, 'close');

  const [got] = await ask('GET', '/api/stream');
  expect(got.headers).toMatchObject({
    'content-type': 'text/event-stream',
    connection: 'close',
    'x-always': 'yes',
  });
  expect(got.headers['transfer-encoding']).toBeUndefined();
  expect(seen.opened).toHaveLength(1);
  seen.opened[0]?.write(new Uint8Array(Buffer.from('data: 1\n\n')));
  seen.opened[0]?.end();
  expect(await text(got)).toBe(': here\n\ndata: 1\n\n');
});
