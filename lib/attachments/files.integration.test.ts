import { describe, expect, test } from 'vitest';
import { pool } from '@/db/client';
import { makeAttachment } from '@/db/testing/attachments';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { deleteMessage } from '@/lib/messages/change-message';
import { readPage, requireMessage } from '@/lib/messages/queries';
import { sendMessages } from '@/lib/messages/send';
import { requireMembership } from '@/lib/rooms/membership';
import { testStore } from '@/lib/storage/testing/store';
import { uuidv7 } from '@/lib/uuid';
import { filesQuery } from './contract';
import { findAttachments } from './queries';
import { listFiles } from './room-files';
import { addressOf } from './thumbnail-addresses';

testDatabase();
await testStore();

async function scene() {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const membership = await requireMembership(ada, room.id);
  const file = (options: Partial<Parameters<typeof makeAttachment>[0]> = {}) =>
    makeAttachment({ roomId: room.id, authorId: ada.userId, ...options });
  const send = async (attachmentIds: string[]) => {
    const id = uuidv7();
    await sendMessages([{ roomId: room.id, authorId: ada.userId, id, body: 'x', attachmentIds }]);
    return id;
  };
  return { ada, room, membership, file, send };
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const original = pool().query;
  let statements = 0;
  pool().query = ((...args: Parameters<typeof original>) => {
    statements += 1;
    return original.apply(pool(), args);
  }) as typeof original;
  try {
    await work();
    return statements;
  } finally {
    pool().query = original;
  }
}

describe('a page of messages', () => {
  test('brings what its messages hold, by id, with one query more, once; without files with none more', async () => {
    const { ada, room, file, send } = await scene();
    const read = async () => readPage(await requireMembership(ada, room.id), { limit: 100 });
    await send([]);
    expect(await statementsOf(read)).toBe(2);
    expect(await read()).not.toHaveProperty('attachments');
    const ids = [await file({ thumbnail: true }), await file(), await file()];
    for (const id of ids) await send([id]);
    expect(await statementsOf(read)).toBe(3);
    expect(await statementsOf(read)).toBe(2);
    const { attachments = {}, messages } = await read();
    expect(Object.keys(attachments).sort()).toEqual(ids.toSorted());
    expect(messages.flatMap((one) => (one.deleted ? [] : (one.attachmentIds ?? [])))).toEqual(ids);
    const card = attachments[ids[0] ?? ''];
    expect(Object.keys(card ?? {}).sort()).toEqual([
      'height',
      'id',
      'kind',
      'name',
      'placeholder',
      'size',
      'thumbnail',
      'type',
      'width',
    ]);
    expect(card?.thumbnail?.url).toContain(`/attachments/${ids[0]}/thumbnail?`);
  });

  test('and one message bring nothing of what was deleted', async () => {
    const { ada, room, file, send, membership } = await scene();
    const [kept, gone] = [await file(), await file()];
    await send([kept]);
    const id = await send([gone]);
    expect(Object.keys((await requireMessage(membership, id)).attachments ?? {})).toEqual([gone]);
    await deleteMessage(ada, { roomId: room.id, id });
    const page = await readPage(await requireMembership(ada, room.id), { limit: 100 });
    expect(JSON.stringify(page)).not.toContain(gone);
    expect(JSON.stringify(page)).toContain(kept);
    expect(Object.keys(await findAttachments(membership, [kept, gone], undefined))).toEqual([kept]);
    expect(await requireMessage(membership, id)).not.toHaveProperty('attachments');
  });

  test('by id answers nothing of another room, and nothing that is not sent', async () => {
    const { ada, membership, file, send } = await scene();
    const other = await makeRoom({ members: [ada] });
    const [here, loose] = [await file(), await file()];
    const there = await file({ roomId: other.id });
    await send([here]);
    await sendMessages([
      { roomId: other.id, authorId: ada.userId, id: uuidv7(), body: '', attachmentIds: [there] },
    ]);
    expect(Object.keys(await findAttachments(membership, [here, there, loose, uuidv7()], undefined))).toEqual(
      [here],
    );
  });
});

describe("a room's files", () => {
  test('come newest first, those of one message in its order, of one kind or all, with where they were said', async () => {
    const { ada, membership, file, send } = await scene();
    const video = { kind: 'video', type: 'video/mp4' } as const;
    const [one, two, three, four] = [await file(), await file(video), await file(), await file(video)];
    const first = await send([two, one]);
    await send([]);
    await send([three, four]);
    const { files, users, hasBefore } = await listFiles(membership, {}, undefined);
    expect(files.map(({ attachment, seq }) => [attachment.id, seq])).toEqual([
      [three, 3],
      [four, 3],
      [two, 1],
      [one, 1],
    ]);
    expect(files.at(-1)).toMatchObject({
      messageId: first,
      authorId: ada.userId,
      sentAt: expect.any(String),
    });
    expect(users[ada.userId]).toMatchObject({ name: 'ada' });
    expect(hasBefore).toBe(false);
    const videos = await listFiles(membership, { kind: 'video' }, undefined);
    expect(videos.files.map(({ attachment }) => attachment.id)).toEqual([four, two]);
  });

  test('can be paged through without a hole or a double, however many a message has', async () => {
    const { membership, file, send } = await scene();
    const all: string[] = [];
    for (const count of [7, 1, 10, 10, 3, 10, 9, 10, 10, 1, 10, 10, 2, 8, 10]) {
      const ids = await Promise.all(Array.from({ length: count }, () => file()));
      await send(ids);
      all.unshift(...ids);
    }
    const seen: string[] = [];
    let before: number | undefined;
    for (let pages = 0; pages < 5; pages += 1) {
      const page = await listFiles(membership, { before }, undefined);
      seen.push(...page.files.map(({ attachment }) => attachment.id));
      expect(page.hasBefore).toBe(seen.length < all.length);
      before = page.files.at(-1)?.seq;
      if (!page.hasBefore) break;
    }
    expect(seen).toEqual(all);
  });

  test.each([
    { ids: '' },
    { ids: 'x' },
    { ids: uuidv7(), kind: 'image' },
    { ids: Array.from({ length: 201 }, () => uuidv7()).join(',') },
    { kind: 'png' },
    { before: '-1' },
    { limit: '5' },
  ])('are not asked for by %j', (query) => {
    expect(filesQuery.safeParse(query).success).toBe(false);
  });
});

test('a thumbnail has one address for a quarter of an hour, good for another one after it', async () => {
  const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
  const thumbnail = {
    key: 'attachments/x/thumbnail',
    type: 'image/webp',
    disposition: 'inline',
    publicHost: undefined,
  };
  const first = await addressOf(thumbnail, at('10:15:00'));
  expect(await addressOf(thumbnail, at('10:29:59'))).toEqual(first);
  expect(first.expiresAt).toBe('2026-11-21T10:45:00.000Z');
  const second = await addressOf(thumbnail, at('10:30:00'));
  expect(second.url).not.toBe(first.url);
  expect(new URL(first.url).searchParams.get('X-Amz-Date')).toBe('20261121T101500Z');
  expect(new URL(first.url).searchParams.get('X-Amz-Expires')).toBe('1800');
  const elsewhere = await addressOf({ ...thumbnail, publicHost: '192.168.1.7:3000' }, at('10:30:00'));
  expect(new URL(elsewhere.url).hostname).toBe('192.168.1.7');
});
