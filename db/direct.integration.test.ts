import { expect, inject, test } from 'vitest';
import { findProgram } from '@/bin/testing/programs.mjs';
import { connectDirectly } from './direct';
import { testDatabase } from './testing/database';
import { startPgBouncer } from './testing/pgbouncer';

const { url } = testDatabase();
const server = inject('testServer').url;

function elsewhere(change: Partial<Pick<URL, 'port' | 'password' | 'pathname'>>): string {
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

test.each([
  [{ port: '1' }, /^The database at 127.0.0.1:1 does not answer: .*ECONNREFUSED/],
  [{ password: 'wrong' }, /^The database at \S+ does not take the user and password of its address\.$/],
  [{ pathname: '/nowhere' }, /^There is no database nowhere at \S+\.$/],
])('%j is one sentence', async (change, sentence) => {
  await expect(connectDirectly(elsewhere(change))).rejects.toThrow(sentence);
});

const withPooler = test.skipIf(findProgram('pgbouncer') === undefined);

withPooler('a pooler is refused, and the sentence says what to set', async () => {
  const pooler = await startPgBouncer(server);
  await expect(connectDirectly(elsewhere({ port: String(pooler.port) }))).rejects.toThrow(
    /is a pooler.*set DATABASE_URL_UNPOOLED to the database's direct address/,
  );
  await pooler.stop();
});
