import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { readSchemaState, release, requireSchema } from './release';

testDatabase();

afterEach(async () => {
  await db().execute(sql`update meta set min_release = ${release}`);
});

test('a database of this release fits, also when it has later migrations', async () => {
  await expect(readSchemaState()).resolves.toBe('fits');
  await db().execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9000000000000)`,
  );
  await expect(readSchemaState()).resolves.toBe('fits');
});

test('a database whose oldest release is younger than this one does not', async () => {
  await db().execute(sql`update meta set min_release = '999.0.0'`);
  await expect(readSchemaState()).resolves.toBe('too new');
  await expect(requireSchema()).rejects.toThrow(
    `This database needs Parlance 999.0.0 or newer; this is ${release}.`,
  );
});

test('a database that misses a migration of ours does not', async () => {
  await db().execute(sql`delete from drizzle.__drizzle_migrations`);
  await expect(readSchemaState()).resolves.toBe('not migrated');
  await expect(requireSchema()).rejects.toThrow('This database is not migrated; run npm run migrate.');
  await db().execute(sql`drop schema drizzle cascade`);
  await expect(readSchemaState()).resolves.toBe('not migrated');
});
