import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { PATCH } from '@/app/api/me/route';
import { db } from '@/db/client';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { makePerson, makeRoom, type TestPerson, type TestRoom } from '@/db/testing/people';
import { ask } from '@/lib/http/testing/ask';
import { readChanges } from '@/lib/realtime/changes';
import { readEntries } from '@/lib/rooms/entries';

testDatabase();

let ada: TestPerson;
let grace: TestPerson;
let shared: TestRoom[];

beforeAll(async () => {
  ada = await makePerson('Ada');
  grace = await makePerson('Grace');
  shared = [await makeRoom({ members: [ada, grace] }), await makeRoom({ members: [grace, ada] })];
});

const cursors = async () => {
  const entries = await readEntries(grace.userId, 'all');
  return entries?.rooms.map(({ roomId, rev }) => ({ roomId, rev })) ?? [];
};

test('a new colour is news in every room one is in, and nowhere else', async () => {
  const left = await makeRoom({ members: [grace, ada] });
  await db().execute(
    sql`update memberships set ended_at = now() where room_id = ${left.id} and user_id = ${ada.userId}`,
  );
  const before = await cursors();
  const answer = await ask(PATCH, { as: ada, body: { avatar: 'plum' } });
  expect(answer.body.me).toMatchObject({ name: 'Ada', avatar: 'plum' });
  const news = await readChanges(before.map((cursor) => ({ ...cursor, memberIds: [grace.userId] })));
  const told = news.filter((room) => room !== null).filter(({ changes }) => changes.members.length > 0);
  expect(told.map(({ roomId }) => roomId).sort()).toEqual(shared.map(({ id }) => id).sort());
  for (const { changes } of told) {
    expect(changes.members).toEqual([expect.objectContaining({ userId: ada.userId, ended: false })]);
    expect(changes.users[ada.userId]).toEqual({ name: 'Ada', avatar: 'plum', kind: 'person' });
  }
  for (const { id } of shared) {
    const { rev, revs } = await readCounters(id);
    expect(revs).toHaveLength(new Set(revs).size);
    expect(revs.at(-1)).toBe(rev);
  }
});

test('what is already so is no news', async () => {
  await ask(PATCH, { as: ada, body: { name: 'Ada', avatar: 'plum' } });
  const before = await cursors();
  expect((await ask(PATCH, { as: ada, body: { name: 'Ada', avatar: 'plum' } })).status).toBe(200);
  expect(await cursors()).toEqual(before);
});

test.each([
  [{ avatar: 'ultraviolet' }, { avatar: 'invalid' }],
  [{ avatar: '/api/attachments/1' }, { avatar: 'invalid' }],
  [{}, { request: 'nothing_to_change' }],
])('%o is refused', async (body, fields) => {
  const answer = await ask(PATCH, { as: ada, body });
  expect(answer.status).toBe(422);
  const reasons = Object.entries(answer.body.error.fields).map(([name, field]) => [
    name,
    (field as { reason: string }).reason,
  ]);
  expect(Object.fromEntries(reasons)).toEqual(fields);
});

test('the colour goes back to the one of the id', async () => {
  const answer = await ask(PATCH, { as: ada, body: { avatar: null } });
  expect(answer.body.me.avatar).toBeNull();
});
