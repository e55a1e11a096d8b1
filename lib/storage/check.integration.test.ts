import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { findFreePort } from '@/bin/postgres/server.mjs';
import { checkStore } from './check';
import type { Place } from './client';
import { openStorage } from './storage';
import { embeddedStore } from './testing/store';

const { store, settings } = await embeddedStore();
const { accessKeyId, secretAccessKey } = settings.keys;
const place: Place = {
  endpoint: `http://127.0.0.1:${store.port}`,
  bucket: settings.bucket,
  region: settings.keys.region,
  pathStyle: true,
  keys: { accessKeyId, secretAccessKey },
};
const own = 'http://localhost:3000';

async function findings(change: Partial<Place> = {}, origin = own): Promise<string[]> {
  const told: string[] = [];
  for await (const { ok, sentence } of checkStore({ ...place, ...change }, origin))
    told.push(`${ok ? 'right' : 'wrong'}: ${sentence}`);
  return told;
}

test('of the embedded store all is right, and nothing is left in it', async () => {
  const told = await findings();
  expect(told).toHaveLength(8);
  expect(told.filter((line) => !line.startsWith('right: '))).toEqual([]);
  expect(await findings()).toEqual(told);
});

test.each([
  [
    { endpoint: 'http://127.0.0.1:9' },
    /^wrong: The store at http:\/\/127\.0\.0\.1:9 does not answer: .*ECONNREFUSED/,
  ],
  [{ bucket: 'other' }, /^wrong: There is no such bucket: check S3_BUCKET/],
  [{ keys: { accessKeyId: 'other', secretAccessKey } }, /^wrong: The store does not know the access key/],
  [{ keys: { accessKeyId, secretAccessKey: 'other' } }, /^wrong: The store refuses the signature/],
  [{ region: 'us-east-1' }, /^wrong: /],
])('%j is one sentence that says where to look', async (change, sentence) => {
  expect(await findings(change)).toEqual([expect.stringMatching(sentence)]);
});

test('without CORS for our pages it says so, with what to paste', async () => {
  const told = await findings({ publicEndpoint: place.endpoint }, 'https://chat.example');
  expect(told.filter((line) => line.startsWith('wrong: '))).toEqual([
    expect.stringMatching(
      /^wrong: Pages of https:\/\/chat\.example may not read downloads: http:.*\/check\//,
    ),
    expect.stringContaining('set S3_PUBLIC_ENDPOINT to an https:// address'),
    expect.stringContaining(
      'Pages of https://chat.example may not upload, since it does not know https://chat.example.',
    ),
  ]);
  const [, json = ''] = told.join('\n').split('should be:\n');
  expect(JSON.parse(json)).toEqual([
    {
      AllowedOrigins: ['https://chat.example'],
      AllowedMethods: ['GET', 'HEAD', 'PUT'],
      AllowedHeaders: ['content-type', 'if-none-match', 'range'],
      ExposeHeaders: ['content-length', 'content-range', 'etag'],
      MaxAgeSeconds: 86_400,
    },
  ]);
});

test('an address that browsers could not reach is named', async () => {
  const publicEndpoint = `http://127.0.0.1:${await findFreePort()}`;
  const told = await findings({ publicEndpoint });
  const first = told.find((line) => line.startsWith('wrong: '));
  expect(first).toContain(`At ${publicEndpoint}, where browsers go, it failed: `);
  expect(first).toContain('ECONNREFUSED');
});

const denied =
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/** The store, for keys that lack the rights to do what `lacks` says of a request. */
async function withoutRights(lacks: (method: string, url: string) => boolean): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    if (lacks(method, url)) {
      outgoing.writeHead(403, { 'content-type': 'application/xml' }).end(method === 'HEAD' ? '' : denied);
      return;
    }
    incoming.pipe(
      request({ port: store.port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const isList = (url: string) => url.includes('list-type');

test.each([
  ['list', (_: string, url: string) => isList(url), /may not list the bucket: they must read, write/],
  [
    'write',
    (method: string) => method === 'PUT',
    /refuses an upload \(403\): the keys must be allowed to write/,
  ],
  [
    'read',
    (method: string, url: string) => /GET|HEAD/.test(method) && !isList(url),
    /The keys may not read objects/,
  ],
  ['remove', (method: string) => method === 'DELETE', /The keys may not remove objects: Access Denied\./],
])('keys that may not %s are told so, and nothing else', async (_, lacks, sentence) => {
  const told = await findings({ endpoint: await withoutRights(lacks) });
  expect(told.filter((line) => line.startsWith('wrong: '))).toEqual([expect.stringMatching(sentence)]);
});

/** A server of its own name before the store: what is asked of it, it asks the store, under the store's name. */
async function before(port: number, change: (url: string) => string): Promise<string> {
  const server = createServer(({ method = '', url = '', headers }, outgoing) => {
    const host = `127.0.0.1:${port}`;
    const asked = { port, host: '127.0.0.1', method, path: change(url) };
    request({ ...asked, headers: { ...headers, host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('downloads can be led to a CDN, if it passes all of the address on', async () => {
  const cdnEndpoint = await before(store.port, (url) => url);
  const told = await findings({ cdnEndpoint });
  expect(told).toEqual(await findings());
  const address = await openStorage({ ...place, cdnEndpoint }).presignGet({
    ...{ key: 'a', disposition: 'inline', type: 'image/png', seconds: 60 },
    publicHost: '192.168.1.7:3000',
  });
  expect(address.startsWith(`${cdnEndpoint}/parlance/a?`)).toBe(true);
  const forgetful = await before(store.port, (url) => url.split('?')[0] ?? '');
  expect((await findings({ cdnEndpoint: forgetful })).filter((line) => line.startsWith('wrong: '))).toEqual([
    'wrong: A download does not come as it was signed (403).',
  ]);
});

/** A store whose bucket is open to the world, and which does not know conditions: the real one with both planted. */
const careless = createServer((incoming, outgoing) => {
  const { method = '', url = '', headers } = incoming;
  const isOpen = method === 'GET' && !url.includes('X-Amz-') && headers.authorization === undefined;
  const passed = request({ port: store.port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
    const status = isOpen || answer.statusCode === 412 ? 200 : (answer.statusCode ?? 500);
    outgoing.writeHead(status, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(passed);
});
await new Promise<void>((resolve) => careless.listen(0, '127.0.0.1', resolve));
afterAll(() => careless.close());

test('a store that lets everybody read, or everything be replaced, is not right', async () => {
  const { port } = careless.address() as AddressInfo;
  const told = await findings({ endpoint: `http://127.0.0.1:${port}` });
  expect(told.filter((line) => line.startsWith('wrong: '))).toEqual([
    expect.stringContaining('The same address works twice'),
    expect.stringContaining('Anybody can read the bucket'),
  ]);
});
