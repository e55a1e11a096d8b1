import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { readPlace } from '@/lib/storage/client';
import { testStore } from '@/lib/storage/testing/store';
import { openTransfer, type Transfer } from '@/lib/storage/transfer';
import { backUpTo, emptyPlace, newFolder, restoreFrom } from './testing/place';
import { makeWorkspace } from './testing/workspace';

const { url } = testDatabase();
await testStore();

/** A network before a store that breaks off each object once, in the middle. Names those it broke off. */
const broken: string[] = [];
let behind = 0;
const network = createServer((incoming, outgoing) => {
  const { method = '', url: path = '', headers } = incoming;
  const [name = ''] = path.split('?');
  const isFirst = name.includes('/attachments/') && !broken.includes(`${method} ${name}`);
  const passed = request({ port: behind, host: '127.0.0.1', method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    if (isFirst)
      answer.once('data', (chunk: Buffer) => outgoing.write(chunk.subarray(1), () => outgoing.destroy()));
    else answer.pipe(outgoing);
  });
  // A request that is cut off on one side fails on the other.
  passed.on('error', () => outgoing.destroy());
  if (isFirst) broken.push(`${method} ${name}`);
  if (isFirst && method === 'PUT') incoming.once('data', () => incoming.destroy());
  else incoming.pipe(passed);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  await makeWorkspace();
});
afterAll(() => network.close());

/** The same store, through the network. */
function through(endpoint: string): string {
  behind = Number(new URL(endpoint).port);
  return `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
}

test('objects whose bytes break off are copied again, on the way out and on the way back', async () => {
  const given = readPlace();
  const store: Transfer = openTransfer({ ...given, endpoint: through(given.endpoint) });
  const folder = newFolder();
  expect(await backUpTo(folder, { url, store })).toMatchObject({ objects: { count: 3, missing: 0 } });
  expect(broken).toHaveLength(3);
  const place = await emptyPlace();
  const endpoint = through(place.store.endpoint);
  await restoreFrom(folder, { ...place, store: openTransfer({ ...place.place, endpoint }) });
  expect(broken).toHaveLength(6);
  expect(await place.store.list('attachments/')).toHaveLength(3);
});
