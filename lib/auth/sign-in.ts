import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db/client';
import { users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { isPassword } from '@/lib/auth/password';
import type { SessionClaims } from '@/lib/auth/session-token';
import { consumeLimit, consumeLimits, type Limit, restoreLimit } from '@/lib/http/limits';
import { beginSession } from '@/lib/sessions/commands';
import { currentPassword, email } from '@/lib/users/contract';

/** Ten tries in three minutes is what people are promised; the larger one is for an office behind one address. */
export const signInPerAccount: Limit = {
  name: 'sign_in',
  points: 10,
  seconds: 180,
  by: 'person',
  store: 'database',
};
const signInPerAddress: Limit = { ...signInPerAccount, name: 'sign_in_address', points: 100, by: 'address' };

const credentials = z.object({ email, password: currentPassword });

/**
 * A new session for whoever knows this password; null for a wrong one, an unknown account, a deactivated one and for
 * what is no credentials at all, in the same time. Throws `slow_down` and `try_again`.
 */
export async function signIn(request: Request, given: unknown): Promise<SessionClaims | null> {
  await consumeLimits([signInPerAddress], request, null);
  const parsed = credentials.safeParse(given);
  if (!parsed.success) return null;
  await consumeLimit(signInPerAccount, parsed.data.email);
  const person = await findByEmail(parsed.data.email);
  const right = await isPassword(parsed.data.password, person?.passwordHash);
  if (!right || !person?.passwordHash) return null;
  const claims = await begin(person.id, person.passwordHash, request.headers.get('user-agent') ?? '');
  if (claims) await restoreLimit(signInPerAccount, parsed.data.email);
  return claims;
}

async function findByEmail(
  address: string,
): Promise<{ id: string; passwordHash: string | null } | undefined> {
  const [person] = await db()
    .select({ id: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.email, address), eq(users.kind, 'person'), isNull(users.deactivatedAt)));
  return person;
}

/** The row is locked and looked at again: the password may have been changed, or the person deactivated, meanwhile. */
function begin(userId: string, passwordHash: string, userAgent: string): Promise<SessionClaims | null> {
  return transaction(async (tx) => {
    const [still] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.passwordHash, passwordHash), isNull(users.deactivatedAt)))
      .for('no key update');
    return still ? { userId, sessionId: await beginSession(tx, userId, userAgent) } : null;
  });
}
