import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { makeAttachment } from '@/db/testing/attachments';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { env } from '@/lib/env';
import { deleteMessage } from '@/lib/messages/change-message';
import { postMessage } from '@/lib/messages/post-message';
import { readPage } from '@/lib/messages/queries';
import { requireMembership } from '@/lib/rooms/membership';
import { uuidv7 } from '@/lib/uuid';
import { cleanUp } from './clean-up';
import { confirmUpload } from './confirm-upload';
import { requireDownload } from './queries';
import { png } from './testing/files';
import { begin } from './testing/upload';

testDatabase();
// Port 9 discards by tradition, and nobody listens there.
Object.assign(env(), {
  S3_ENDPOINT: 'http://127.0.0.1:9',
  S3_BUCKET: 'parlance',
  S3_ACCESS_KEY_ID: 'test',
  S3_SECRET_ACCESS_KEY: 'test',
});

test('while the store is away chat goes on, files say so, and nothing is lost', async () => {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const away = { code: 'try_again', details: { reason: 'store_away' } };
  const begun = await begin(ada, { roomId: room.id, bytes: png(3, 2) });
  const since = performance.now();
  await expect(confirmUpload(ada, begun.id)).rejects.toMatchObject(away);
  expect(performance.now() - since).toBeLessThan(2_000);

  const id = await makeAttachment({ roomId: room.id, authorId: ada.userId, thumbnail: true });
  const send = () => postMessage(ada, { roomId: room.id, id: uuidv7(), body: '', attachmentIds: [id] });
  const { message } = await send();
  const page = await readPage(await requireMembership(ada, room.id), { limit: 10 });
  expect(page.attachments?.[id]?.thumbnail?.url).toContain(id);
  expect(await requireDownload(ada, id, { download: false, publicHost: undefined })).toContain(id);

  await deleteMessage(ada, { roomId: room.id, id: message.id });
  await db().execute(sql`update attachments set deleted_at = now() - interval '31 days' where id = ${id}`);
  await expect(cleanUp()).rejects.toMatchObject(away);
  const { rows } = await db().execute(
    sql`select count(*)::int as n from attachments where room_id = ${room.id}`,
  );
  expect(rows).toEqual([{ n: 2 }]);
});
