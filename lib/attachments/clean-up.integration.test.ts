import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom } from '@/db/testing/people';
import { runDue } from '@/lib/jobs/run-due';
import { deleteMessage } from '@/lib/messages/change-message';
import { postMessage } from '@/lib/messages/post-message';
import { storage } from '@/lib/storage/storage';
import { testStore } from '@/lib/storage/testing/store';
import { uuidv7 } from '@/lib/uuid';
import { cleanUp } from './clean-up';
import { confirmUpload } from './confirm-upload';
import { KEY_PREFIX, objectKey } from './object-keys';
import { png, webp } from './testing/files';
import { begin, put, upload } from './testing/upload';

testDatabase();
await testStore();

async function scene() {
  const ada = await makePerson('ada');
  const room = await makeRoom({ members: [ada] });
  const given = () => ({
    roomId: room.id,
    bytes: png(30, 20),
    thumbnail: { type: 'image/webp', bytes: webp(3, 2) } as const,
  });
  const send = async (id: string) => {
    const { message } = await postMessage(ada, {
      roomId: room.id,
      id: uuidv7(),
      body: '',
      attachmentIds: [id],
    });
    return { roomId: room.id, id: message.id };
  };
  /** Everything of this room happened that long ago. */
  const wait = (time: string) =>
    db().execute(sql`
      update attachments set created_at = created_at - ${time}::interval, confirmed_at = confirmed_at - ${time}::interval,
        deleted_at = deleted_at - ${time}::interval, removed_at = removed_at - ${time}::interval
      where room_id = ${room.id}`);
  const left = async () => {
    const { rows } = await db().execute<{ id: string }>(
      sql`select id from attachments where room_id = ${room.id}`,
    );
    return rows.map(({ id }) => id).sort();
  };
  const reserved = async () => {
    const { rows } = await db().execute<{ bytes: number }>(
      sql`select bytes from storage_usage where owner_id = ${ada.userId}`,
    );
    return rows[0]?.bytes;
  };
  return { ada, room, given, send, wait, left, reserved };
}

const SIZE = png(30, 20).byteLength + webp(3, 2).byteLength;

describe('the clean-up', () => {
  test('takes what nobody will read any more, each in its time, and nothing else', async () => {
    const { ada, given, send, wait, left, reserved } = await scene();
    const abandoned = await begin(ada, given());
    const arrived = await begin(ada, given());
    await put(arrived, given().bytes);
    const loose = await upload(ada, given());
    const sent = await upload(ada, given());
    const deleted = await upload(ada, given());
    await send(sent.id);
    await deleteMessage(ada, await send(deleted.id));
    await cleanUp();
    expect(await left()).toHaveLength(5);
    await wait('61 minutes');
    await cleanUp();
    const ids = [arrived.id, loose.id, sent.id, deleted.id];
    expect(await left()).toEqual(ids.toSorted());
    expect(await left()).not.toContain(abandoned.id);
    await wait('23 hours');
    expect(await cleanUp()).toEqual({ files: 2, bytes: 2 * SIZE });
    expect(await left()).toEqual([sent.id, deleted.id].sort());
    await wait('29 days');
    expect(await cleanUp()).toEqual({ files: 1, bytes: SIZE });
    expect(await left()).toEqual([sent.id]);
    expect(await reserved()).toBe(SIZE);
    const keys = (await storage().list(KEY_PREFIX)).map(({ key }) => key);
    expect(keys.filter((key) => key.includes(sent.id))).toHaveLength(2);
    for (const gone of [abandoned, arrived, loose, deleted])
      expect(keys.filter((key) => key.includes(gone.id))).toEqual([]);
  });

  test('that dies before the objects are gone is followed up, and nothing can be sent meanwhile', async () => {
    const { ada, given, send, wait, left, reserved } = await scene();
    const { id } = await upload(ada, given());
    await wait('25 hours');
    // As far as a run has come when it dies after its first step; of the objects one is gone.
    await db().execute(sql`update attachments set removed_at = clock_timestamp() where id = ${id}`);
    await storage().remove(objectKey(id));
    await expect(send(id)).rejects.toMatchObject({ code: 'invalid' });
    await expect(confirmUpload(ada, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await cleanUp()).toEqual({ files: 0, bytes: 0 });
    await wait('16 minutes');
    expect(await cleanUp()).toEqual({ files: 1, bytes: SIZE });
    expect(await left()).toEqual([]);
    expect(await reserved()).toBe(0);
    expect(await storage().head(objectKey(id))).toBe(null);
  });

  test('done three times at once takes each file once, and gives its room back once', async () => {
    const { ada, given, wait, left, reserved } = await scene();
    const keep = await begin(ada, given());
    for (let count = 0; count < 6; count += 1) await upload(ada, given());
    await wait('25 hours');
    await db().execute(sql`update attachments set created_at = now() where id = ${keep.id}`);
    const runs = await Promise.all(Array.from({ length: 3 }, () => cleanUp()));
    expect(runs.reduce((sum, { files }) => sum + files, 0)).toBe(6);
    expect(await left()).toEqual([keep.id]);
    expect(await reserved()).toBe(SIZE);
  });
});

describe('a job', () => {
  const job = (run: () => Promise<number>, lease = 60) => ({ name: uuidv7(), every: 3_600, lease, run });

  test('is run by one of many, and not again until it is due', async () => {
    let runs = 0;
    const one = job(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      runs += 1;
      return runs;
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => runDue(one)));
    expect(answers.filter((answer) => answer !== null)).toEqual([1]);
    expect(await runDue(one)).toBe(null);
    expect(await runDue(one, { now: true })).toBe(2);
    const { rows } = await db().execute(sql`
      select result, holder, due_at > now() + interval '59 minutes' as later from jobs where name = ${one.name}`);
    expect(rows).toEqual([{ result: 2, holder: null, later: true }]);
  });

  test('whose holder died is taken over when the lease ends, and the dead one changes nothing any more', async () => {
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const slow = job(() => asleep.then(() => 1), 0);
    const first = runDue(slow);
    await expect.poll(() => runDue({ ...slow, lease: 60, run: async () => 2 })).toBe(2);
    wake();
    await first;
    const { rows } = await db().execute(sql`select result from jobs where name = ${slow.name}`);
    expect(rows).toEqual([{ result: 2 }]);
  });

  test('that fails is tried again in a minute, not in an hour', async () => {
    const failing = job(() => Promise.reject(new Error('no')));
    await expect(runDue(failing)).rejects.toThrow('no');
    const { rows } = await db().execute(sql`
      select due_at between now() + interval '50 seconds' and now() + interval '70 seconds' as soon, lease_until
      from jobs where name = ${failing.name}`);
    expect(rows).toEqual([{ soon: true, lease_until: null }]);
  });
});
