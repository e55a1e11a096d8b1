import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson } from '@/db/testing/people';
import { changeRoom } from '@/lib/rooms/change-room';
import { requireMembership } from '@/lib/rooms/membership';
import { uuidv7 } from '@/lib/uuid';
import { deleteMessage, editMessage } from './change-message';
import { type PageQuery, pageQuery } from './contract';
import { postMessage } from './post-message';
import { readPage } from './queries';
import { sendMessages } from './send';

testDatabase();

/** ada manages the room, bob is in it, eve is not. */
async function scene() {
  const [ada, bob, eve] = await Promise.all([makePerson('ada'), makePerson('bob'), makePerson('eve')]);
  const room = await makeRoom({ members: [ada, bob] });
  const say = async (person: TestPerson, body: string) => {
    const { message } = await postMessage(person, { roomId: room.id, id: uuidv7(), body });
    return { roomId: room.id, id: message.id };
  };
  return { ada, bob, eve, room, say };
}

const refusal = (code: string, reason?: string) => ({ code, ...(reason && { details: { reason } }) });

describe('a repeat', () => {
  test('is answered with the message as it is now, also edited, deleted, or in an archived room', async () => {
    const { ada, bob, room, say } = await scene();
    const named = await say(bob, 'first');
    const repeat = () => postMessage(bob, { ...named, body: 'first' });
    expect(await repeat()).toMatchObject({ created: false, message: { seq: 1, body: 'first' } });
    await editMessage(bob, named, { body: 'second', version: 1 });
    expect(await repeat()).toMatchObject({ created: false, message: { body: 'second' } });
    await deleteMessage(ada, named);
    expect(await repeat()).toMatchObject({ created: false, message: { deleted: true } });
    await changeRoom(ada, room.id, { archived: true });
    expect(await repeat()).toMatchObject({ created: false });
    await expect(say(bob, 'new')).rejects.toMatchObject(refusal('conflict', 'archived'));
  });

  test('with other text is a conflict while never changed; another person learns nothing of the message', async () => {
    const { ada, bob, eve, say } = await scene();
    const named = await say(bob, 'first');
    await expect(postMessage(bob, { ...named, body: 'other' })).rejects.toMatchObject(
      refusal('conflict', 'id_taken'),
    );
    const taken = await postMessage(ada, { ...named, body: 'first' }).catch((error: unknown) => error);
    expect(taken).toMatchObject(refusal('conflict', 'id_taken'));
    expect(taken).not.toHaveProperty('details.current');
    await expect(postMessage(eve, { ...named, body: 'first' })).rejects.toMatchObject(refusal('not_found'));
  });

  test('the same id in another room is another message', async () => {
    const { ada, say } = await scene();
    const named = await say(ada, 'here');
    const elsewhere = await makeRoom({ members: [ada] });
    const posted = await postMessage(ada, { roomId: elsewhere.id, id: named.id, body: 'there' });
    expect(posted).toMatchObject({ created: true, message: { seq: 1 } });
  });

  test('is answered before the limit refuses', async () => {
    const { ada, say } = await scene();
    const named = await say(ada, 'first');
    const flood = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => say(ada, `flood ${n}`)));
    const refused = flood.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ code: 'slow_down', details: { retryAfter: expect.any(Number) } });
    expect(await postMessage(ada, { ...named, body: 'first' })).toMatchObject({ created: false });
  });
});

describe('editing', () => {
  test('takes a rev, counts a version, and shows the stored text to who is late', async () => {
    const { bob, room, say } = await scene();
    const named = await say(bob, 'one');
    const before = await readCounters(room.id);
    const { message } = await editMessage(bob, named, { body: 'two', version: 1 });
    expect(message).toMatchObject({
      body: 'two',
      version: 2,
      rev: before.rev + 1,
      editedAt: expect.any(String),
    });
    await expect(editMessage(bob, named, { body: 'three', version: 1 })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'message_edited', current: { body: 'two', version: 2 } },
    });
    expect(await editMessage(bob, named, { body: 'two', version: 1 })).toMatchObject({ moved: false });
    expect((await readCounters(room.id)).rev).toBe(before.rev + 1);
  });

  test('is for the author; a deleted one, a stranger and another room are refused', async () => {
    const { ada, bob, eve, say } = await scene();
    const named = await say(bob, 'mine');
    const edit = (person: TestPerson, where = named) => editMessage(person, where, { body: 'x', version: 1 });
    await expect(edit(ada)).rejects.toMatchObject(refusal('not_allowed'));
    await expect(edit(eve)).rejects.toMatchObject(refusal('not_found'));
    const other = await makeRoom({ members: [bob] });
    await expect(edit(bob, { roomId: other.id, id: named.id })).rejects.toMatchObject(refusal('not_found'));
    await deleteMessage(bob, named);
    await expect(edit(bob)).rejects.toMatchObject(refusal('conflict', 'message_deleted'));
  });
});

describe('deleting', () => {
  test('leaves the place and really removes the text', async () => {
    const { bob, room, say } = await scene();
    const named = await say(bob, 'secret');
    const { message } = await deleteMessage(bob, named);
    expect(Object.keys(message).sort()).toEqual(['authorId', 'createdAt', 'deleted', 'id', 'rev', 'seq']);
    const { rows } = await db().execute(sql`select body from messages where room_id = ${room.id}`);
    expect(rows).toEqual([{ body: '' }]);
    expect(await deleteMessage(bob, named)).toMatchObject({ moved: false });
  });

  test("others' by who manages the room only, with a line in the audit log", async () => {
    const { ada, bob, say } = await scene();
    const [hers, his] = [await say(ada, 'hers'), await say(bob, 'his')];
    await expect(deleteMessage(bob, hers)).rejects.toMatchObject(refusal('not_allowed'));
    await deleteMessage(ada, his);
    const { rows } = await db().execute(
      sql`select actor_id, action from audit_log where subject_id = ${his.id}`,
    );
    expect(rows).toEqual([{ actor_id: ada.userId, action: 'message.delete' }]);
  });
});

describe('pages', () => {
  async function longRoom(count: number) {
    const { ada, room } = await scene();
    const send = (n: number) => ({ roomId: room.id, authorId: ada.userId, id: uuidv7(), body: `${n}` });
    await sendMessages(Array.from({ length: count }, (_, index) => send(index + 1)));
    await db().execute(sql`
      update messages set created_at = timestamptz '2026-01-01T00:00:00Z' + seq * interval '1 hour'
      where room_id = ${room.id}`);
    const read = async (query: Partial<PageQuery>) =>
      readPage(await requireMembership(ada, room.id), { limit: 10, ...query });
    const seqs = async (query: Partial<PageQuery>) =>
      (await read(query)).messages.map((message) => message.seq);
    return { ada, room, read, seqs };
  }

  test('walk the whole room in both directions without a hole', async () => {
    const { seqs } = await longRoom(95);
    const back: number[] = [];
    for (let page = await seqs({}); page.length > 0; page = await seqs({ before: page[0] ?? 0 }))
      back.unshift(...page);
    const forth: number[] = [];
    for (let page = await seqs({ after: 0 }); page.length > 0; page = await seqs({ after: page.at(-1) ?? 0 }))
      forth.push(...page);
    const whole = Array.from({ length: 95 }, (_, index) => index + 1);
    expect(back).toEqual(whole);
    expect(forth).toEqual(whole);
  });

  test('around a message, by seq and by id, with both sides', async () => {
    const { read, seqs } = await longRoom(50);
    const page = await read({ around: 25 });
    expect(page).toMatchObject({ hasBefore: true, hasAfter: true });
    expect(page.messages.map(({ seq }) => seq)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(await seqs({ around: page.messages[5]?.id ?? '' })).toEqual(page.messages.map(({ seq }) => seq));
    await expect(read({ around: uuidv7() })).rejects.toMatchObject(refusal('not_found'));
  });

  test('at an instant: around the first message at or after it, else the last page', async () => {
    const { read, seqs } = await longRoom(50);
    const exact = await seqs({ at: '2026-01-01T20:00:00Z' });
    expect(exact[5]).toBe(20);
    expect((await seqs({ at: '2026-01-01T19:30:00Z' }))[5]).toBe(20);
    expect((await seqs({ at: '2020-01-01T00:00:00Z' }))[0]).toBe(1);
    expect(await read({ at: '2030-01-01T00:00:00Z' })).toMatchObject({ hasAfter: false });
  });

  test('count tombstones as rows and carry no text of them', async () => {
    const { ada, room, read } = await longRoom(3);
    const [, second] = (await read({})).messages;
    await deleteMessage(ada, { roomId: room.id, id: second?.id ?? '' });
    const page = await read({});
    expect(page.messages.map(({ deleted }) => deleted)).toEqual([false, true, false]);
    expect(JSON.stringify(page.messages[1])).not.toContain('body');
    expect(page.rev).toBe((await readCounters(room.id)).rev);
  });

  test('an empty room is an empty page', async () => {
    const { ada, room } = await scene();
    const page = await readPage(await requireMembership(ada, room.id), { limit: 10 });
    expect(page).toMatchObject({ messages: [], users: {}, hasBefore: false, hasAfter: false });
  });

  test.each([
    { limit: '0' },
    { limit: '201' },
    { limit: 'ten' },
    { limit: '' },
    { before: '' },
    { after: '0x10' },
    { around: '1e3' },
    { before: '5', after: '5' },
    { at: 'yesterday' },
    { around: 'here' },
    { before: '-1' },
    { cursor: '5' },
  ])('refuses %j', (query) => {
    expect(pageQuery.safeParse(query).success).toBe(false);
  });
});
