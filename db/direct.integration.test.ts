import { expect, inject, test } from 'vitest';
import { findProgram } from '@/bin/testing/programs.mjs';
import { connectDirectly } from './direct';
import { testDatabase } from './testing/database';
import { startPgBouncer } from './testing/pgbouncer';

const { url } = testDatabase();
const server = inject('testServer').url;

function elsewhere(change: Partial<Pick<URL, 'port' | 'password' | 'pathname' | 'search'>>): string {
  return Object.assign(new URL(url), change).href;
}

test('a session of its own has no time-outs, though the role has', async () => {
  const client = await connectDirectly(url);
  const { rows } = await client.query(`
    select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle`);
  await client.end();
  expect(rows).toEqual([{ statement: '0', lock: '0', idle: '0' }]);
});

test('wishes that the address has of its own are kept', async () => {
  const client = await connectDirectly(elsewhere({ search: '?options=-c%20work_mem%3D5MB' }));
  const { rows } = await client.query(`
    select current_setting('work_mem') as memory, current_setting('statement_timeout') as statement`);
  await client.end();
  expect(rows).toEqual([{ memory: '5MB', statement: '0' }]);
});

test.each([
  [{ port: '1' }, /^The database at 127.0.0.1:1 does not answer: .*ECONNREFUSED/],
  [{ password: 'wrong' }, /^The database at \S+ does not take the user and password of its address\.$/],
  [{ pathname: '/nowhere' }, /^There is no database nowhere at \S+\.$/],
])('%j is one sentence', async (change, sentence) => {
  await expect(connectDirectly(elsewhere(change))).rejects.toThrow(sentence);
});

const withPooler = test.skipIf(findProgram('pgbouncer') === undefined);

for (const overlooks of [false, true])
  withPooler(
    `a pooler that ${overlooks ? 'overlooks' : 'refuses'} what we ask for is told from a Postgres`,
    async () => {
      const pooler = await startPgBouncer(server, { overlooks });
      await expect(connectDirectly(elsewhere({ port: String(pooler.port) }))).rejects.toThrow(
        /is a pooler.*set DATABASE_URL_UNPOOLED to the database's direct address/,
      );
      await pooler.stop();
    },
  );
