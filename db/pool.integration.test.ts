import { sql } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { db, pool, sqlState } from './client';
import { testDatabase } from './testing/database';
import { transaction } from './transaction';

testDatabase();

/** After anything: every connection works, none is left borrowed, none still runs a stranger's statement. */
afterEach(async () => {
  expect(pool().totalCount - pool().idleCount).toBe(0);
  await expect.poll(askTwenty).toEqual(Array.from({ length: 20 }, (_, n) => n));
  await expect.poll(countBusy).toBe(0);
});

/** Backends of others with a statement or a transaction. One that has just answered may show as busy for a moment. */
async function countBusy(): Promise<number | undefined> {
  const { rows } = await db().execute<{ busy: number }>(sql`
    select count(*) as busy from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`);
  return rows[0]?.busy;
}

/** Connections that were just killed may still be handed out once; each such question is an error, not an answer. */
async function askTwenty(): Promise<unknown[]> {
  const asked = Array.from({ length: 20 }, (_, n) => db().execute<{ n: number }>(sql`select ${n}::int as n`));
  const answers = await Promise.allSettled(asked);
  return answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows[0]?.n : 'refused'));
}

const terminateOthers = sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

test('a stuck query is cancelled by the server before our own time-out', async () => {
  const error = await db()
    .execute(sql`select pg_sleep(30)`)
    .catch((thrown: unknown) => thrown);
  // Ours would have no SQLSTATE.
  expect(sqlState(error)).toBe('57014');
});

test('where the server does not cancel, ours destroys the connection', async () => {
  const before = pool().totalCount;
  const client = await pool().connect();
  await client.query('set statement_timeout = 0');
  client.release();
  const stuck = Array.from({ length: pool().totalCount }, () => db().execute(sql`select pg_sleep(3)`));
  const results = await Promise.allSettled(stuck);
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(pool().totalCount).toBeLessThanOrEqual(before);
  await expect
    .poll(
      async () =>
        (
          await db().execute(sql`
    select 1 from pg_stat_activity where datname = current_database() and query like '%pg_sleep(3)%'
      and state = 'active' and pid <> pg_backend_pid()`)
        ).rows.length,
      { timeout: 5_000 },
    )
    .toBe(0);
});

test('a BEGIN that fails gives its connection up', async () => {
  await askTwenty();
  const count = pool().totalCount;
  const client = await pool().connect();
  client.release();
  // Each driver has a class of its own.
  vi.spyOn(Object.getPrototypeOf(client), 'query').mockRejectedValueOnce(
    new Error('Connection terminated unexpectedly'),
  );
  const work = vi.fn();
  await expect(transaction(work)).rejects.toThrow('Connection terminated');
  expect(work).not.toHaveBeenCalled();
  expect(pool().totalCount).toBe(count - 1);
});

test('a transaction whose connection is lost in the middle is an error, not a commit', async () => {
  await db().execute(sql`create table marks (n int)`);
  const lost = transaction(async (tx) => {
    await tx.execute(sql`insert into marks values (1)`);
    await db().execute(terminateOthers);
    await tx.execute(sql`insert into marks values (2)`);
  });
  await expect(lost).rejects.toThrow();
  expect((await db().execute(sql`select n from marks`)).rows).toEqual([]);
});

test('an error of ours rolls back and keeps the connection', async () => {
  await askTwenty();
  const count = pool().totalCount;
  const refused = transaction(async (tx) => {
    await tx.execute(sql`create table never (n int)`);
    throw new Error('no');
  });
  await expect(refused).rejects.toThrow('no');
  expect(pool().totalCount).toBe(count);
  expect((await db().execute(sql`select to_regclass('never') as it`)).rows).toEqual([{ it: null }]);
});

test('a deadlock’s victim runs again, and both transactions succeed', async () => {
  await db().execute(sql`create table pair (id int primary key, n int)`);
  await db().execute(sql`insert into pair values (1, 0), (2, 0)`);
  let runs = 0;
  let holding = 0;
  let bothHold: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const crossing = (first: number, second: number) =>
    transaction(async (tx) => {
      runs += 1;
      // Postgres looks for deadlocks after a second, on a busy machine later; here that look shall come first.
      await tx.execute(sql`set local lock_timeout = 0`);
      await tx.execute(sql`set local statement_timeout = 0`);
      await tx.execute(sql`update pair set n = n + 1 where id = ${first}`);
      holding += 1;
      if (holding === 2) bothHold();
      // Both begin to wait at once: who waits for long before the other does is cancelled before they are found.
      await held;
      await tx.execute(sql`update pair set n = n + 1 where id = ${second}`);
    });
  await Promise.all([crossing(1, 2), crossing(2, 1)]);
  expect((await db().execute(sql`select n from pair order by id`)).rows).toEqual([{ n: 2 }, { n: 2 }]);
  expect(runs).toBeGreaterThan(2);
});
