import { expect, test } from 'vitest';
import { env } from '@/lib/env';
import { storage } from './storage';
import { storeOrigins } from './store-origin';
import { testStore } from './testing/store';

await testStore();

test('is that of every signed address, by whatever name the browser reached us', async () => {
  for (const publicHost of [
    undefined,
    'localhost:3000',
    '192.168.1.7:3000',
    "evil.example; script-src 'self'",
    '',
  ]) {
    const { url } = await storage().presignPut({ key: 'a', type: 'image/png', size: 1, publicHost });
    expect(storeOrigins(publicHost)).toEqual([new URL(url).origin]);
  }
});

test('is that of a CDN as well, where downloads are led to one', () => {
  Object.assign(env(), { S3_CDN_ENDPOINT: 'https://files.example' });
  expect(storeOrigins('localhost:3000')).toEqual([expect.stringMatching(/^http:/), 'https://files.example']);
  Object.assign(env(), { S3_CDN_ENDPOINT: undefined });
});

test('is none where no store is set', () => {
  Object.assign(env(), { S3_ENDPOINT: undefined });
  expect(storeOrigins('localhost:3000')).toEqual([]);
});
