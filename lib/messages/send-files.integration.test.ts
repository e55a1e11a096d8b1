import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, pool } from '@/db/client';
import { makeAttachment } from '@/db/testing/attachments';
import { readCounters, untilSomebodyWaits } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { readChanges } from '@/lib/realtime/changes';
import { changeRoom, deleteRoom } from '@/lib/rooms/change-room';
import { removeMember } from '@/lib/rooms/members';
import { uuidv7 } from '@/lib/uuid';
import { deleteMessage, editMessage } from './change-message';
import { postMessage } from './post-message';
import { sendMessages } from './send';

testDatabase();

async function scene() {
  const [ada, bob] = await Promise.all([makePerson('ada'), makePerson('bob')]);
  const room = await makeRoom({ members: [ada, bob] });
  const file = (options: Partial<Parameters<typeof makeAttachment>[0]> = {}) =>
    makeAttachment({ roomId: room.id, authorId: bob.userId, ...options });
  const send = (attachmentIds: string[], { body = '', id = uuidv7() } = {}) =>
    postMessage(bob, { roomId: room.id, id, body, attachmentIds });
  return { ada, bob, room, file, send };
}

const refused = (reason: string) => ({
  code: 'invalid',
  details: { fields: { attachmentIds: { reason } } },
});

async function placeOf(id: string) {
  const { rows } = await db().execute(sql`
    select message_id as "messageId", message_seq as seq, position, deleted_at is not null as deleted
    from attachments where id = ${id}`);
  return rows[0];
}

describe('a message with files', () => {
  test('has them in the order they were named, with and without a text, in answers and frames alike', async () => {
    const { room, file, send } = await scene();
    const [one, two, three] = [await file(), await file(), await file()];
    const posted = await send([three, one, two]);
    expect(posted).toMatchObject({ created: true, message: { body: '', attachmentIds: [three, one, two] } });
    expect(await placeOf(one)).toEqual({
      messageId: posted.message.id,
      seq: 1,
      position: 2,
      deleted: false,
    });
    const plain = await send([], { body: 'no files' });
    expect(plain.message).not.toHaveProperty('attachmentIds');
    const [news] = await readChanges([{ roomId: room.id, rev: 0 }], 10);
    expect(news?.changes.messages).toEqual([posted.message, plain.message]);
  });

  test('is sent once: a repeat gets it as it is, another list of files is a conflict', async () => {
    const { file, send } = await scene();
    const [one, two] = [await file(), await file()];
    const id = uuidv7();
    await send([one], { id, body: 'a' });
    expect(await send([one], { id, body: 'a' })).toMatchObject({ created: false });
    for (const other of [[], [two], [one, two]])
      await expect(send(other, { id, body: 'a' })).rejects.toMatchObject({
        code: 'conflict',
        details: { reason: 'id_taken' },
      });
    expect(await placeOf(two)).toMatchObject({ messageId: null });
  });

  test('is one statement, as every send', async () => {
    const { bob, room, file } = await scene();
    const batch = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => ({
        roomId: room.id,
        authorId: bob.userId,
        id: uuidv7(),
        body: `${n}`,
        attachmentIds: n % 2 === 0 ? [await file(), await file()] : [],
      })),
    );
    const original = pool().query;
    let statements = 0;
    pool().query = ((...args: Parameters<typeof original>) => {
      statements += 1;
      return original.apply(pool(), args);
    }) as typeof original;
    try {
      expect(await sendMessages(batch)).toHaveLength(20);
    } finally {
      pool().query = original;
    }
    expect(statements).toBe(1);
    const { rows } = await db().execute<{ n: number }>(
      sql`select count(*)::int as n from attachments a join messages m
          on m.room_id = a.room_id and m.seq = a.message_seq and m.id = a.message_id
          and m.attachment_ids[a.position] = a.id where a.room_id = ${room.id}`,
    );
    expect(rows).toEqual([{ n: 20 }]);
  });
});

describe('a file that cannot be sent', () => {
  test("is refused with a reason, and nothing is stored: another's, made up, of another room, given up, unconfirmed", async () => {
    const { ada, bob, room, file, send } = await scene();
    const elsewhere = await makeRoom({ members: [bob] });
    const fine = await file();
    const removed = await file();
    await db().execute(sql`update attachments set removed_at = now() where id = ${removed}`);
    const before = await readCounters(room.id);
    for (const id of [
      await file({ authorId: ada.userId }),
      await file({ roomId: elsewhere.id }),
      removed,
      uuidv7(),
    ])
      await expect(send([fine, id])).rejects.toMatchObject(refused('unknown_attachment'));
    await expect(send([fine, await file({ confirmed: false })])).rejects.toMatchObject(
      refused('attachment_unconfirmed'),
    );
    expect(await readCounters(room.id)).toEqual(before);
    expect(await placeOf(fine)).toMatchObject({ messageId: null });
  });

  test('is refused when it is on a message already, also on a deleted one', async () => {
    const { bob, room, file, send } = await scene();
    const one = await file();
    const { message } = await send([one]);
    await expect(send([one])).rejects.toMatchObject(refused('attachment_sent'));
    await deleteMessage(bob, { roomId: room.id, id: message.id });
    await expect(send([one])).rejects.toMatchObject(refused('attachment_sent'));
  });

  test('goes with one of two messages that are sent at once', async () => {
    const { room, file, send } = await scene();
    const files = await Promise.all(Array.from({ length: 10 }, () => file()));
    const results = await Promise.allSettled(
      files.flatMap((one) => [send([one], { body: 'a' }), send([one], { body: 'b' })]),
    );
    const outcomes = results.map((result) => (result.status === 'fulfilled' ? 'sent' : result.reason.code));
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'invalid')).toHaveLength(10);
    expect((await readCounters(room.id)).seqs).toHaveLength(10);
  });

  test('within one batch goes with the first message; the second is left out', async () => {
    const { bob, room, file } = await scene();
    const [one, two] = [await file(), await file()];
    const send = (attachmentIds: string[]) => ({
      roomId: room.id,
      authorId: bob.userId,
      id: uuidv7(),
      body: '',
      attachmentIds,
    });
    const batch = [send([one]), send([two, one]), send([two])];
    const sent = await sendMessages(batch);
    expect(sent.map(({ id, seq }) => [id, seq])).toEqual([[batch[0]?.id, 1]]);
    expect(await placeOf(two)).toMatchObject({ messageId: null });
  });
});

test('what waits while the clean-up decides on its file, or the room is left, stores nothing', async () => {
  const { ada, bob, room, file, send } = await scene();
  const one = await file();
  const holder = await pool().connect();
  await holder.query('begin');
  await holder.query('update attachments set removed_at = now() where id = $1', [one]);
  // Expected from the start: it may be refused before the commit is answered.
  const late = expect(send([one])).rejects.toMatchObject(refused('unknown_attachment'));
  await untilSomebodyWaits(1);
  await holder.query('commit');
  await late;
  const two = await file();
  await holder.query('begin');
  await holder.query('select 1 from rooms where id = $1 for no key update', [room.id]);
  const removal = removeMember(ada, { roomId: room.id, userId: bob.userId });
  await untilSomebodyWaits(1);
  const outside = expect(send([two])).rejects.toMatchObject({ code: 'not_found' });
  await untilSomebodyWaits(2);
  await holder.query('commit');
  holder.release();
  await removal;
  await outside;
  expect((await readCounters(room.id)).seqs).toEqual([]);
  expect(await placeOf(two)).toMatchObject({ messageId: null });
});

describe('changing a message with files', () => {
  test('its text may become blank; without files it may not', async () => {
    const { bob, room, file, send } = await scene();
    const { message } = await send([await file()], { body: 'caption' });
    const edited = await editMessage(bob, { roomId: room.id, id: message.id }, { body: '', version: 1 });
    expect(edited.message).toMatchObject({ body: '', attachmentIds: [expect.any(String)] });
    const plain = await send([], { body: 'text' });
    await expect(
      editMessage(bob, { roomId: room.id, id: plain.message.id }, { body: '', version: 1 }),
    ).rejects.toMatchObject({ code: 'invalid', details: { fields: { body: { reason: 'blank' } } } });
  });

  test('deleting it leaves nothing of them in the tombstone or in what others catch up on', async () => {
    const { bob, room, file, send } = await scene();
    const one = await file();
    const { message } = await send([one]);
    const deleted = await deleteMessage(bob, { roomId: room.id, id: message.id });
    expect(deleted.message).not.toHaveProperty('attachmentIds');
    const [news] = await readChanges([{ roomId: room.id, rev: 0 }], 10);
    expect(JSON.stringify(news)).not.toContain(one);
    expect(await placeOf(one)).toMatchObject({ messageId: message.id, deleted: true });
  });

  test('deleting the room hides all of its files, and archiving none', async () => {
    const { ada, room, file, send } = await scene();
    const [sent, loose] = [await file(), await file()];
    await send([sent]);
    await changeRoom(ada, room.id, { archived: true });
    expect(await placeOf(sent)).toMatchObject({ deleted: false });
    await deleteRoom(ada, room.id);
    expect(await placeOf(sent)).toMatchObject({ deleted: true });
    expect(await placeOf(loose)).toMatchObject({ deleted: true });
  });
});
