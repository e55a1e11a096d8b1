import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, sqlState } from '@/db/client';
import { testDatabase } from './database';
import { makePerson, makeRoom } from './people';

testDatabase();

test('the clone is migrated and keeps the time-outs of the role', async () => {
  const { rows } = await db().execute(sql`select current_setting('statement_timeout') as statement,
    current_setting('lock_timeout') as lock, (select count(*)::int from meta) as meta`);
  expect(rows).toEqual([{ statement: '1500ms', lock: '1s', meta: 1 }]);
  const stuck = db().execute(sql`select pg_sleep(3)`);
  await expect(stuck.catch((error) => sqlState(error))).resolves.toBe('57014');
});

test('a room gives each of its rows a rev of its own', async () => {
  const people = [await makePerson('Ada'), await makePerson('Grace'), await makePerson('Edsger')];
  const first = await makeRoom({ members: people });
  const second = await makeRoom({ members: people.slice(0, 2), kind: 'direct' });
  const { rows } = await db().execute(sql`
    select r.id, r.rev, r.info_rev, array_agg(m.rev::int order by m.rev) as members, array_agg(m.role order by m.rev) as roles,
           bool_and(m.user_rev <= u.rev) as told
      from rooms r join memberships m on m.room_id = r.id join users u on u.id = m.user_id
     where r.id in (${first.id}, ${second.id}) group by r.id order by r.rev desc`);
  expect(rows).toEqual([
    {
      id: first.id,
      rev: 4,
      info_rev: 1,
      members: [2, 3, 4],
      roles: ['admin', 'member', 'member'],
      told: true,
    },
    { id: second.id, rev: 3, info_rev: 1, members: [2, 3], roles: ['member', 'member'], told: true },
  ]);
});
