import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { findFreePort } from '@/bin/postgres/server.mjs';
import { checkStore } from './check';
import type { Place } from './client';
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
