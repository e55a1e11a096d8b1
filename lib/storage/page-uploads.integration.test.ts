import { expect, test } from 'vitest';
import { env } from '@/lib/env';
import { refusesUploadsFrom } from './page-uploads';
import { embeddedStore, testStore } from './testing/store';

// Our own, whatever store the other tests are led to: it is its list of pages that matters.
const { store } = await embeddedStore();
const endpoint = `http://127.0.0.1:${store.port}`;
await testStore(endpoint);

test('pages of the app may upload under whatever name both are reached by; others may not', async () => {
  const asked = (origin: string, host?: string) => refusesUploadsFrom(origin, host);
  expect(await asked('http://localhost:3000')).toBe(false);
  expect(await asked('http://192.168.1.7:3000', '192.168.1.7:3000')).toBe(false);
  expect(await asked('https://chat.example')).toBe(true);
  expect(await asked('http://192.168.1.7:3000', 'localhost:3000')).toBe(true);
});

test('a name that somebody made up is told to our own store, and not called', async () => {
  expect(await refusesUploadsFrom('http://evil.example:3000', 'evil.example')).toBe(false);
});

test('a store that nothing answers for refuses nobody', async () => {
  Object.assign(env(), { S3_PUBLIC_ENDPOINT: 'http://127.0.0.1:9' });
  expect(await refusesUploadsFrom('https://chat.example', undefined)).toBe(false);
  Object.assign(env(), { S3_PUBLIC_ENDPOINT: endpoint });
  expect(await refusesUploadsFrom('https://chat.example', undefined)).toBe(true);
});
