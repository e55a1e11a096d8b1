import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { embeddedStore } from '@/lib/storage/testing/store';
import { authorizeByHand, type HandSigned, presignByHand } from './testing/sign-by-hand';
import { head, speak, type WireAnswer } from './testing/wire';

/* Whoever attacks has read our source, holds addresses signed for them, and writes bytes as they like. */

const { store, settings } = await embeddedStore({ silentMs: 3_000 });
const { keys, directory } = settings;
const host = `127.0.0.1:${store.port}`;

let count = 0;
const newKey = () => `attack/${++count}`;
const pathOf = (key: string) => `/parlance/${key}`;
const sign = (wish: Partial<HandSigned> & Pick<HandSigned, 'method' | 'path'>) =>
  presignByHand({ host, keys, ...wish });

/** Sends one request on a connection of its own. */
function ask(
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<WireAnswer> {
  return speak(store.port, head(method, path, { host, connection: 'close', ...headers }) + body);
}

const uploadHeaders = (body: string, type = 'image/png') => ({
  'content-length': String(body.length),
  'content-type': type,
  'if-none-match': '*',
});

async function put(key: string, body: string, type?: string): Promise<void> {
  const headers = uploadHeaders(body, type);
  const path = sign({ method: 'PUT', path: pathOf(key), headers });
  expect((await ask('PUT', path, { headers, body })).status).toBe(200);
}

const get = (key: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  ask('GET', sign({ method: 'GET', path: pathOf(key), query }), { headers });

function everythingKept(): string[] {
  return readdirSync(directory, { recursive: true }).map(String).sort();
}

test('a signature by the documentation is one by the library too', async () => {
  const key = newKey();
  await put(key, 'bytes');
  const answer = await get(key);
  expect(answer).toMatchObject({ status: 200, body: 'bytes' });
});

describe('without the right', () => {
  test('nothing is read, written, removed, listed or told', async () => {
    const key = newKey();
    await put(key, 'secret');
    const before = everythingKept();
    const headers = uploadHeaders('mine');
    const answers = await Promise.all([
      ...['GET', 'HEAD', 'DELETE', 'POST', 'PATCH'].map((method) => ask(method, pathOf(key))),
      ...['GET', 'HEAD', 'PUT', 'DELETE'].map((method) => ask(method, '/parlance?list-type=2')),
      ask('GET', '/'),
      ask('GET', pathOf('nothing/here')),
      ask('PUT', pathOf(newKey()), { headers, body: 'mine' }),
      ask('GET', pathOf(key), {
        headers: { authorization: 'AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=' },
      }),
      ask('GET', pathOf(key), { headers: { authorization: `Basic ${btoa('test:test')}` } }),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body).not.toContain('secret');
    }
    expect(everythingKept()).toEqual(before);
  });

  test('a signature with any digit changed, cut or emptied is none', async () => {
    const key = newKey();
    await put(key, 'secret');
    const path = sign({ method: 'GET', path: pathOf(key) });
    const [base = '', signature = ''] = path.split('X-Amz-Signature=');
    const changed = [...signature].map((digit, at) => {
      const other = digit === '0' ? '1' : '0';
      return signature.slice(0, at) + other + signature.slice(at + 1);
    });
    const forged = [
      ...changed,
      '',
      signature.slice(1),
      `${signature}0`,
      signature.toUpperCase(),
      '0'.repeat(64),
    ];
    const statuses = await Promise.all(
      forged.map(async (text) => (await ask('GET', `${base}X-Amz-Signature=${text}`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([403]));
    expect((await ask('GET', path)).status).toBe(200);
  });

  test('an address signed for one thing does no other', async () => {
    const [mine, theirs] = [newKey(), newKey()];
    await put(mine, 'mine');
    await put(theirs, 'theirs');
    const path = sign({ method: 'GET', path: pathOf(mine) });
    const search = path.slice(path.indexOf('?'));
    const other = sign({ method: 'GET', path: pathOf(mine), host: 'elsewhere:80' });
    const tries: Promise<WireAnswer>[] = [
      ask('GET', pathOf(theirs) + search),
      ask('GET', `/parlance${search}&list-type=2`),
      ask('GET', `/other/${mine}${search}`),
      ...['PUT', 'DELETE', 'HEAD', 'POST'].map((method) => ask(method, path)),
      ask('GET', other),
      ask('GET', path, { headers: { host: 'elsewhere:80' } }),
    ];
    for (const { status } of await Promise.all(tries)) expect(status).toBe(403);
    expect((await get(theirs)).body).toBe('theirs');
  });

  test('a signature that leaves the host out is none', async () => {
    const key = newKey();
    await put(key, 'bytes');
    const headers = { range: 'bytes=0-1' };
    const get = (signsHost: boolean) =>
      ask('GET', sign({ method: 'GET', path: pathOf(key), headers, signsHost }), { headers });
    expect((await get(true)).status).toBe(206);
    expect((await get(false)).status).toBe(403);
  });

  test('a query that was added to, doubled or changed after it was signed is refused', async () => {
    const key = newKey();
    await put(key, '<script>');
    const path = sign({ method: 'GET', path: pathOf(key), query: { 'response-content-type': 'image/png' } });
    const changed = [
      `${path}&response-content-disposition=inline`,
      `${path}&response-content-type=text%2Fhtml`,
      `${path}&X-Amz-Expires=604800`,
      path.replace('image%2Fpng', 'text%2Fhtml'),
      path.replace('X-Amz-Expires=300', 'X-Amz-Expires=604800'),
      path.replace('X-Amz-SignedHeaders=host', 'X-Amz-SignedHeaders='),
      path.replace('X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Algorithm=none'),
      `${path}&x-amz-signature=0`,
      `${path}&acl`,
      `${path}&versionId=1`,
      `${path}&__proto__=1`,
      `${path}&constructor=1`,
      `${path}&%2e=1`,
      `${path}&list-type=%`,
    ];
    const answers = await Promise.all(changed.map((other) => ask('GET', other)));
    expect(answers.map(({ status }) => status).filter((status) => ![400, 403, 501].includes(status))).toEqual(
      [],
    );
    for (const { body } of answers) expect(body).not.toContain('script>');
  });

  test('other keys, days, regions and services sign nothing here', async () => {
    const key = newKey();
    await put(key, 'secret');
    const wishes: Partial<HandSigned>[] = [
      { keys: { ...keys, secretAccessKey: 'guess' } },
      { keys: { ...keys, secretAccessKey: '' } },
      { keys: { ...keys, accessKeyId: 'other' } },
      { keys: { ...keys, region: 'us-east-1' } },
      { service: 'iam' },
    ];
    for (const wish of wishes)
      expect((await ask('GET', sign({ method: 'GET', path: pathOf(key), ...wish }))).status).toBe(403);
  });

  test('a time that is over, not come, endless or none is refused', async () => {
    const key = newKey();
    await put(key, 'secret');
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    const wishes: Partial<HandSigned>[] = [
      { at: minutes(-6) },
      { at: minutes(20) },
      ...['0', '-300', '604801', '1e3', '300.5', '0x10', ' 300', '', '9999999999999'].map((expires) => ({
        expires,
      })),
    ];
    for (const wish of wishes)
      expect((await ask('GET', sign({ method: 'GET', path: pathOf(key), ...wish }))).status).toBe(403);
    expect((await ask('GET', sign({ method: 'GET', path: pathOf(key), at: minutes(-4) }))).status).toBe(200);
  });

  test('a listing needs a signature for a listing', async () => {
    const listing = { 'list-type': '2', prefix: '' };
    expect((await ask('GET', sign({ method: 'GET', path: '/parlance', query: listing }))).status).toBe(200);
    const stolen = { ...keys, secretAccessKey: 'guess' };
    const forged = sign({ method: 'GET', path: '/parlance', query: listing, keys: stolen });
    expect((await ask('GET', forged)).status).toBe(403);
    const narrow = sign({ method: 'GET', path: '/parlance', query: { 'list-type': '2', prefix: 'mine/' } });
    expect((await ask('GET', narrow.replace('mine%2F', ''))).status).toBe(403);
    const tricks = ['..', '../', '<x>', '%00', 'A'];
    for (const prefix of tricks) {
      const path = sign({ method: 'GET', path: '/parlance', query: { 'list-type': '2', prefix } });
      expect((await ask('GET', path)).body).not.toContain('<Contents>');
    }
  });
});

describe('a signature in a header', () => {
  const authorized = (wish: Partial<HandSigned> & Pick<HandSigned, 'method' | 'path'>) =>
    authorizeByHand({ host, keys, ...wish });

  test('is as good for its request, and for no other', async () => {
    const [mine, theirs] = [newKey(), newKey()];
    await put(mine, 'mine');
    await put(theirs, 'theirs');
    const headers = authorized({ method: 'GET', path: pathOf(mine) });
    expect((await ask('GET', pathOf(mine), { headers })).body).toBe('mine');
    const tries = await Promise.all([
      ask('GET', pathOf(theirs), { headers }),
      ask('DELETE', pathOf(mine), { headers }),
      ask('GET', `${pathOf(mine)}?response-content-type=image%2Fpng`, { headers }),
      ask('GET', pathOf(mine), { headers: { ...headers, 'x-amz-date': '20261121T000000Z' } }),
      ask('GET', pathOf(mine), { headers: { ...headers, 'x-amz-acl': 'public-read' } }),
      ask('GET', pathOf(mine), { headers: { ...headers, host: 'elsewhere' } }),
      ask('GET', sign({ method: 'GET', path: pathOf(mine) }), { headers }),
    ]);
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 403));
  });

  test('is good for a quarter of an hour, signs no other payload than none, and writes nothing', async () => {
    const key = newKey();
    await put(key, 'secret');
    const minutes = (count: number) => ({ at: new Date(Date.now() + count * 60_000) });
    const status = async (wish: Partial<HandSigned>) =>
      (await ask('GET', pathOf(key), { headers: authorized({ method: 'GET', path: pathOf(key), ...wish }) }))
        .status;
    expect(await status(minutes(-14))).toBe(200);
    for (const wish of [
      minutes(-16),
      minutes(16),
      { headers: { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' } },
      { headers: { 'x-amz-content-sha256': '0'.repeat(64) } },
      { keys: { ...keys, secretAccessKey: 'guess' } },
      { keys: { ...keys, region: 'us-east-1' } },
    ])
      expect(await status(wish), JSON.stringify(wish)).toBe(403);
    const other = newKey();
    const headers = authorized({ method: 'PUT', path: pathOf(other), headers: uploadHeaders('four') });
    expect((await ask('PUT', pathOf(other), { headers, body: 'four' })).status).toBe(403);
    expect((await get(other)).status).toBe(404);
  });
});

describe('an upload', () => {
  test('is as long and of the type that was signed, under the condition that was signed', async () => {
    const key = newKey();
    const headers = uploadHeaders('four');
    const path = sign({ method: 'PUT', path: pathOf(key), headers });
    const tries: [Record<string, string>, string][] = [
      [{ ...headers, 'content-length': '5' }, 'fives'],
      [{ ...headers, 'content-length': '3' }, 'thr'],
      [{ ...headers, 'content-length': '04' }, 'four'],
      [{ ...headers, 'content-length': '+4' }, 'four'],
      [{ ...headers, 'content-type': 'text/html' }, 'four'],
      [{ ...headers, 'content-type': 'image/png; charset=x' }, 'four'],
      [{ ...headers, 'if-none-match': '"x"' }, 'four'],
      [{ ...headers, 'x-amz-acl': 'public-read' }, 'four'],
      [{ ...headers, 'x-amz-copy-source': `/parlance/${key}` }, 'four'],
      [{ ...headers, 'content-encoding': 'aws-chunked' }, 'four'],
      [{ 'content-length': '4', 'content-type': 'image/png' }, 'four'],
      [{ 'content-length': '4', 'if-none-match': '*' }, 'four'],
    ];
    for (const [changed, body] of tries) {
      const { status } = await ask('PUT', path, { headers: changed, body });
      expect([400, 403], JSON.stringify(changed)).toContain(status);
    }
    expect((await get(key)).status).toBe(404);
    expect((await ask('PUT', path, { headers, body: 'four' })).status).toBe(200);
  });

  test('must have length, type and condition signed, however well the rest is', async () => {
    const {
      'content-length': length,
      'content-type': type,
      'if-none-match': condition,
    } = uploadHeaders('four');
    const all = { 'content-length': length, 'content-type': type, 'if-none-match': condition };
    for (const left of Object.keys(all)) {
      const key = newKey();
      const headers = Object.fromEntries(Object.entries(all).filter(([name]) => name !== left));
      const path = sign({ method: 'PUT', path: pathOf(key), headers });
      expect((await ask('PUT', path, { headers: all, body: 'four' })).status, left).toBe(403);
      expect((await get(key)).status).toBe(404);
    }
  });

  test('happens once: the address that was used, and any other for its key, replaces nothing', async () => {
    const key = newKey();
    const headers = uploadHeaders('first');
    const path = sign({ method: 'PUT', path: pathOf(key), headers });
    expect((await ask('PUT', path, { headers, body: 'first' })).status).toBe(200);
    expect((await ask('PUT', path, { headers, body: 'other' })).status).toBe(412);
    expect((await get(key)).body).toBe('first');
  });

  test('that does not say how long it is, or says it twice, is none', async () => {
    const key = newKey();
    const headers = uploadHeaders('four');
    const path = sign({ method: 'PUT', path: pathOf(key), headers });
    const { 'content-length': _, ...unsized } = headers;
    const chunked = { ...unsized, 'transfer-encoding': 'chunked' };
    const body = `4\r\nfour\r\n100000\r\n${'x'.repeat(0x100000)}\r\n0\r\n\r\n`;
    expect([400, 403, 411]).toContain((await ask('PUT', path, { headers: chunked, body })).status);
    const both = { ...headers, 'transfer-encoding': 'chunked' };
    expect([400, 403, 411]).toContain((await ask('PUT', path, { headers: both, body })).status);
    for (const double of [
      'Content-Length: 4',
      'content-type: text/html',
      'If-None-Match: *',
      'Host: elsewhere',
    ]) {
      const lines = head('PUT', path, { host, connection: 'close', ...headers });
      const text = `${lines.slice(0, -2)}${double}\r\n\r\nfour`;
      expect((await speak(store.port, text)).status, double).toBe(400);
    }
    expect((await get(key)).status).toBe(404);
  });

  test('of more bytes than it says keeps those it said, and the rest is no request of anybody', async () => {
    const key = newKey();
    const headers = uploadHeaders('four');
    const path = sign({ method: 'PUT', path: pathOf(key), headers });
    const smuggled = head('GET', pathOf(key), { host, connection: 'close' });
    const { status, body } = await speak(
      store.port,
      `${head('PUT', path, { host, ...headers })}four${smuggled}`,
    );
    expect(status).toBe(200);
    expect(body, 'a request like any other, and unsigned').toContain('HTTP/1.1 403');
    expect((await get(key)).body).toBe('four');
  });

  test('that breaks off, or falls silent, leaves nothing', async () => {
    const key = newKey();
    const headers = { ...uploadHeaders(''), 'content-length': '1000000' };
    const path = sign({ method: 'PUT', path: pathOf(key), headers });
    const start = head('PUT', path, { host, ...headers }) + 'x'.repeat(1_000);
    await speak(store.port, start, { end: true });
    const begun = Date.now();
    await speak(store.port, start);
    expect(Date.now() - begun).toBeLessThan(10_000);
    await expect.poll(() => readdirSync(`${directory}/incoming`), { timeout: 10_000 }).toEqual([]);
    expect((await get(key)).status).toBe(404);
  });
});

test('no path leads out of the bucket, however it is written and whoever signed it', async () => {
  const before = everythingKept();
  const paths = [
    ...[
      '/parlance/../x',
      '/parlance/a/../../../x',
      '/parlance/./x',
      '/parlance/..',
      '/parlance//x',
      '//parlance/x',
    ],
    ...[
      '/parlance/%2e%2e/x',
      '/parlance/%2E%2E%2Fx',
      '/parlance/a%2f..%2f..%2fx',
      '/parlance/..%5cx',
      '/parlance/a\\x',
    ],
    ...[
      '/parlance/%00',
      '/parlance/a%00.png',
      '/parlance/%252e%252e/x',
      '/parlance/a%0d%0ab',
      '/parlance/A',
      '/parlance/a~',
    ],
    ...[
      '/parlance/.incoming',
      '/parlance/C:x',
      '/parlance/a;b',
      `/parlance/${'a'.repeat(600)}`,
      '/parlance/con/../x',
    ],
    ...[
      '/parlance/a#b',
      '/parlance/a/b/',
      '/../etc/passwd',
      '/etc/passwd',
      'http://127.0.0.1/parlance/x',
      '*',
    ],
  ];
  for (const path of paths) {
    const headers = uploadHeaders('four');
    const written = await ask('PUT', sign({ method: 'PUT', path, headers }), { headers, body: 'four' });
    expect([400, 403, 404], path).toContain(written.status);
    for (const method of ['GET', 'DELETE']) {
      const { status } = await ask(method, sign({ method, path }));
      expect([400, 403, 404], `${method} ${path}`).toContain(status);
    }
  }
  expect(everythingKept()).toEqual(before);
});

describe('an answer', () => {
  test('is shown in place only when its type cannot run script, and says what was signed', async () => {
    const key = newKey();
    await put(key, '<script>alert(1)</script>', 'text/html');
    const types = [
      'text/html',
      'image/svg+xml',
      'Text/HTML',
      'application/xhtml+xml',
      'text/xml',
      'application/xml',
    ];
    const odd = [
      '',
      'image/png, text/html',
      ' text/html',
      'text/javascript',
      'application/octet-stream',
      'multipart/x',
    ];
    for (const type of [...types, ...odd]) {
      const query = {
        'response-content-type': type,
        'response-content-disposition': 'inline; filename="a.html"',
      };
      const { headers } = await get(key, query);
      expect(headers, type).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'x-content-type-options': 'nosniff',
      });
      expect(headers['content-security-policy']).toContain('sandbox');
    }
    const unasked = await get(key);
    expect(unasked.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
    });
    const shown = await get(key, {
      'response-content-type': 'text/plain; charset=utf-8',
      'response-content-disposition': 'inline',
    });
    expect(shown.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'inline',
    });
  });

  test('has no header that a value brought with it', async () => {
    const key = newKey();
    await put(key, 'bytes');
    const values = ['inline\r\nset-cookie: a=b', 'inline\nx: y', 'a\0b', 'ä', 'x'.repeat(2_000)];
    for (const value of values)
      for (const name of [
        'response-content-disposition',
        'response-content-type',
        'response-cache-control',
      ]) {
        const answer = await get(key, { [name]: value });
        expect(answer.status).toBe(400);
        expect(answer.headers).not.toHaveProperty('set-cookie');
      }
    const { 'content-length': length, 'if-none-match': condition } = uploadHeaders('four');
    const headers = { 'content-length': length, 'content-type': 'x'.repeat(300), 'if-none-match': condition };
    const path = sign({ method: 'PUT', path: pathOf(newKey()), headers });
    expect((await ask('PUT', path, { headers, body: 'four' })).status).toBe(400);
  });

  test('holds the part that was asked for, and no byte of anything behind it', async () => {
    const key = newKey();
    await put(key, '0123456789');
    const part = async (range: string) => {
      const { status, body, headers } = await get(key, {}, { range });
      return [status, status === 416 ? headers['content-range'] : body];
    };
    expect(await part('bytes=0-0')).toEqual([206, '0']);
    expect(await part('bytes=9-')).toEqual([206, '9']);
    expect(await part('bytes=5-999999')).toEqual([206, '56789']);
    expect(await part('bytes=-3')).toEqual([206, '789']);
    expect(await part('bytes=-999')).toEqual([206, '0123456789']);
    for (const beyond of ['bytes=10-', 'bytes=10-20', 'bytes=999999999999-', 'bytes=-0'])
      expect(await part(beyond)).toEqual([416, 'bytes */10']);
    for (const none of [
      'bytes=5-2',
      'bytes=',
      'bytes=-',
      'bytes=a-b',
      'bytes=0-1,3-4',
      'octets=0-1',
      'bytes=1e1-',
      'bytes=--1',
    ])
      expect(await part(none)).toEqual([200, '0123456789']);
    const stale = await get(key, {}, { range: 'bytes=0-1', 'if-range': '"other"' });
    expect(stale).toMatchObject({ status: 200, body: '0123456789' });
  });

  test('is readable for the pages of the app, and for no others', async () => {
    const key = newKey();
    await put(key, 'bytes');
    const allowed = async (origin: string, name = host) => {
      const path = sign({ method: 'GET', path: pathOf(key), host: name });
      return (await ask('GET', path, { headers: { host: name, origin } })).headers[
        'access-control-allow-origin'
      ];
    };
    expect(await allowed('http://localhost:3000')).toBe('http://localhost:3000');
    expect(await allowed('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
    expect(await allowed('http://192.168.1.7:3000', '192.168.1.7:9000')).toBe('http://192.168.1.7:3000');
    const others = [
      'http://evil.example',
      'http://evil.example:3000',
      'https://localhost:3000',
      'http://127.0.0.1:3001',
      'null',
    ];
    for (const origin of others) {
      expect(await allowed(origin)).toBeUndefined();
      const wish = { origin, 'access-control-request-method': 'PUT' };
      expect((await ask('OPTIONS', pathOf(key), { headers: wish })).status).toBe(403);
    }
    const wish = (change: Record<string, string> = {}) => ({
      origin: 'http://localhost:3000',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type, if-none-match',
      ...change,
    });
    const yes = await ask('OPTIONS', pathOf(key), { headers: wish() });
    expect(yes).toMatchObject({ status: 204, headers: { 'access-control-allow-methods': 'GET, HEAD, PUT' } });
    expect(yes.headers['access-control-allow-headers']).toContain('if-none-match');
    expect(yes.headers).not.toHaveProperty('access-control-allow-credentials');
    for (const change of [
      { 'access-control-request-method': 'DELETE' },
      { 'access-control-request-headers': 'authorization' },
    ])
      expect((await ask('OPTIONS', pathOf(key), { headers: wish(change) })).status).toBe(403);
  });
});

test('what is no HTTP ends its own connection and nobody else’s', async () => {
  const key = newKey();
  await put(key, 'bytes');
  const nonsense = [
    '\0\0\0\0\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n',
  ];
  for (const text of nonsense) expect((await speak(store.port, text)).status).toBeGreaterThanOrEqual(400);
  const many = Array.from({ length: 2_000 }, (_, index) => `x-${index}: 1\r\n`).join('');
  expect((await speak(store.port, `GET / HTTP/1.1\r\n${many}\r\n`)).status).toBeGreaterThanOrEqual(400);
  expect((await get(key)).body).toBe('bytes');
});
