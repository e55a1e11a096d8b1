import 'server-only';
import { eq } from 'drizzle-orm';
import { db } from '@/db/client';
import { users } from '@/db/schema/users';
import { isPassword } from '@/lib/auth/password';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { consumeLimit, type Limit, restoreLimit } from '@/lib/http/limits';

/** A stolen session must not be a place to guess the password at leisure. */
const confirmations: Limit = {
  name: 'confirm_password',
  points: 10,
  seconds: 180,
  by: 'person',
  store: 'database',
};

/**
 * Makes sure that whoever asks knows the viewer's password. Answers the hash it was checked against, by which the
 * command makes sure under its lock that the password is still that one.
 */
export async function confirmPassword(viewer: Viewer, field: string, password: string): Promise<string> {
  await consumeLimit(confirmations, viewer.userId);
  const [person] = await db()
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, viewer.userId));
  const right = await isPassword(password, person?.passwordHash);
  if (!right || !person?.passwordHash) throw wrongPassword(field);
  await restoreLimit(confirmations, viewer.userId);
  return person.passwordHash;
}

export function wrongPassword(field: string): AppError {
  return new AppError('not_allowed', 'This is not your password.', {
    reason: 'wrong_password',
    fields: { [field]: { reason: 'wrong_password' } },
  });
}
