import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { testDatabase } from '@/db/testing/database';
import { makePerson } from '@/db/testing/people';
import { AppError } from '@/lib/errors';
import { describeError } from './log';

testDatabase();

test('what was written never reaches the log, only why it failed', async () => {
  await makePerson('ada', { email: 'private@example.test' });
  const again = makePerson('eve', { email: 'private@example.test' });
  const error = await again.catch((thrown: unknown) => thrown);
  // The values are in the error itself; that is the danger.
  expect(String(error)).toContain('private@example.test');
  const line = JSON.stringify(describeError(new AppError('try_again', 'Not now.', { cause: error })));
  expect(line).not.toContain('private@example.test');
  expect(line).toContain('users_email_key');
  expect(line).toContain('23505');
});

test('an error of ours keeps its cause', async () => {
  const refused = await db()
    .execute(sql`select 1 / 0`)
    .catch((thrown: unknown) => thrown);
  expect(describeError(new Error('no', { cause: refused }))).toMatchObject({
    message: 'no',
    cause: { code: '22012', message: 'division by zero' },
  });
});
