import pg from 'pg';
import { expect, test } from '../support/api';
import { refuseToStart } from '../support/refused-server';

test('a process that must not run says why in one sentence, and does not listen', async ({ startStore }) => {
  const { url } = await startStore();
  expect(await refuseToStart({ DATABASE_URL: url })).toEqual({
    code: 1,
    said: 'This database is not migrated; run npm run migrate.\n',
  });

  // As a release of the far future leaves it.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create schema drizzle; create table drizzle.__drizzle_migrations as select 9999999999999 as created_at;
    create table meta as select '999.0.0' as min_release`);
  await client.end();
  const tooOld = await refuseToStart({ DATABASE_URL: url });
  expect(tooOld.code).toBe(1);
  expect(tooOld.said).toMatch(/^This database needs Parlance 999\.0\.0 or newer; this is [\d.]+\.\n$/);
});
