import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { readCounters } from '@/db/testing/counters';
import { testDatabase } from '@/db/testing/database';
import { transaction } from '@/db/transaction';
import { rooms } from './conversations';
import { seedDemo } from './seed';

testDatabase();

test('the demo obeys the rules that the commands keep', async () => {
  await transaction((tx) => seedDemo(tx, 'no hash', new Date()));
  const { rows } = await db().execute<{ id: string; name: string; unread: number }>(sql`
    select r.id, r.name, r.last_seq - m.last_read_seq as unread
    from rooms r join memberships m on m.room_id = r.id join users u on u.id = m.user_id
    where u.email = 'ada@harbour.example'`);
  expect(rows.map(({ name, unread }) => [name, unread]).sort()).toEqual(
    rooms.map(({ name, unread }) => [name, unread]).sort(),
  );
  for (const { id } of rows) {
    const { seqs, lastSeq, revs, rev, createdInOrder } = await readCounters(id);
    expect(seqs).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
    expect(revs).toEqual(Array.from({ length: rev }, (_, index) => index + 1));
    expect(createdInOrder).toBe(true);
  }
  const { rows: stale } = await db().execute(sql`
    select u.id from users u where u.rev <> (select max(user_rev) from memberships m where m.user_id = u.id)`);
  expect(stale).toEqual([]);
});
