import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { closePool, db } from './client';
import { prepared } from './prepared';
import { testDatabase } from './testing/database';

testDatabase();

// What does not work is remembered of the pool.
afterEach(closePool);

const add = prepared<{ sum: number; at: string }, 'n'>(sql`
  select ${sql.placeholder('n')}::int + 1 as sum, timestamptz '2026-11-21 10:00:00.123456Z' as at`);
const plus = (n: number) => add({ n });
/** One after the other: all on one connection. */
const kept = async () => {
  const { rows } = await db().execute<{ count: number }>(
    sql`select count(*) as count from pg_prepared_statements where statement like '%as sum%'`,
  );
  return rows[0]?.count;
};

test('a plan is kept for what is asked again, whatever the values', async () => {
  const [first] = await plus(1);
  expect(first).toEqual({ sum: 2, at: expect.stringContaining('00.123456') });
  expect(await plus(41)).toMatchObject([{ sum: 42 }]);
  expect(await kept()).toBe(1);
});

test('where names are forgotten, as behind a pooler, it works without', async () => {
  await plus(1);
  await db().execute(sql`deallocate all`);
  expect(await plus(2)).toMatchObject([{ sum: 3 }]);
  expect(await plus(3)).toMatchObject([{ sum: 4 }]);
  expect(await kept()).toBe(0);
});

test('where a name is somebody else’s already, it works without', async () => {
  await plus(1);
  const { rows } = await db().execute<{ name: string }>(
    sql`select name from pg_prepared_statements where statement like '%as sum%'`,
  );
  await closePool();
  await db().execute(sql`deallocate all`);
  // The first of a new pool is the connection that `plus` gets.
  await db().execute(sql.raw(`prepare "${rows[0]?.name}" as select 'another'`));
  expect(await plus(1)).toMatchObject([{ sum: 2 }]);
});

test('a plan that the schema changed under is made anew', async () => {
  await db().execute(sql`create table things (thing int)`);
  await db().execute(sql`insert into things values (7)`);
  const all = prepared(sql`select * from things`);
  expect(await all({})).toEqual([{ thing: 7 }]);
  await db().execute(sql`alter table things add column other text`);
  expect(await all({})).toEqual([{ thing: 7, other: null }]);
});

test('an error of the statement itself stays one', async () => {
  await expect(prepared(sql`select 1 / 0`)({})).rejects.toMatchObject({ code: '22012' });
});
