import { expect, test } from 'vitest';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { env } from '@/lib/env';
import { embeddedStore } from '@/lib/storage/testing/store';
import { confirmUpload } from './confirm-upload';
import { png } from './testing/files';
import { begin } from './testing/upload';

testDatabase();
// Our own, whatever store the other tests are led to: it is its list of pages that matters.
const { store, settings } = await embeddedStore();
Object.assign(env(), {
  S3_ENDPOINT: `http://127.0.0.1:${store.port}`,
  S3_BUCKET: settings.bucket,
  S3_ACCESS_KEY_ID: settings.keys.accessKeyId,
  S3_SECRET_ACCESS_KEY: settings.keys.secretAccessKey,
});

test('what has not arrived may be late, or can never arrive from that page', async () => {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const { id } = await begin(ada, { roomId: room.id, bytes: png(3, 2) });
  const own = confirmUpload(ada, id, { origin: settings.app.publicUrl });
  await expect(own).rejects.toMatchObject({ code: 'conflict', details: { reason: 'not_uploaded' } });
  const foreign = confirmUpload(ada, id, { origin: 'https://chat.example' });
  await expect(foreign).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'pages_refused', params: { origin: 'https://chat.example' } },
  });
});
