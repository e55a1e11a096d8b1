import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { storage } from './storage';
import { testStore } from './testing/store';

/** What answers at the store's address, one after another: nobody, or a machine in trouble. */
let trouble: 'silence' | 503 | 403 = 'silence';
const server = createServer((_, response) => {
  if (trouble !== 'silence') response.writeHead(trouble).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
await testStore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

const calls = {
  head: () => storage().head('a'),
  readStart: () => storage().readStart('a', 10),
  remove: () => storage().remove('a'),
  list: () => storage().list('a'),
};

const away = { code: 'try_again', details: { reason: 'store_away' } };

test.each(Object.entries(calls))('%s: a store that fails or is silent is away, and soon', async (_, call) => {
  trouble = 503;
  await expect(call()).rejects.toMatchObject(away);
  trouble = 'silence';
  const begun = Date.now();
  await expect(call()).rejects.toMatchObject(away);
  expect(Date.now() - begun).toBeLessThan(4_000);
});

test('a store that refuses our keys is no store that is away: it is a fault to be logged', async () => {
  trouble = 403;
  await expect(storage().head('a')).rejects.not.toMatchObject({ code: 'try_again' });
});

test('addresses are signed without the store', async () => {
  trouble = 'silence';
  const { url } = await storage().presignPut({ key: 'a', type: 'image/png', size: 1 });
  expect(url).toContain('X-Amz-Signature=');
});

test('a store that is gone is away', async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  for (const call of Object.values(calls)) await expect(call()).rejects.toMatchObject(away);
});
