import 'server-only';
import { eq } from 'drizzle-orm';
import { db } from '@/db/client';
import { users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { hashPassword } from '@/lib/auth/password';
import type { SessionClaims } from '@/lib/auth/session-token';
import { AppError } from '@/lib/errors';
import { announceAll } from '@/lib/realtime/hub';
import { beginSession } from '@/lib/sessions/commands';
import type { CreateAccountInput } from '@/lib/users/contract';
import { findWorkspace } from '@/lib/workspace/queries';
import { foundWorkspace } from './found-workspace';
import { isAddressTaken, joinWorkspace, requireWayIn } from './join-workspace';

/**
 * Makes an account and signs it in. The first one founds the workspace; later ones come by invite, or without one
 * where sign-up is open. Throws `not_allowed`, `not_found` (no such invite), `expired` (an invite that is over, with
 * whom to ask), `conflict` (the address is taken, or the workspace already founded).
 */
export async function createAccount(input: CreateAccountInput, userAgent: string): Promise<SessionClaims> {
  const workspace = await findWorkspace();
  if (!workspace || input.setupCode !== undefined) return foundWorkspace(input, userAgent);
  if (input.workspace !== undefined) {
    throw new AppError('invalid', 'Only the first account names the workspace.', {
      fields: { workspace: { reason: 'unknown_field' } },
    });
  }
  // Looked at before the password is hashed, so that nobody without a way in costs a hash.
  await requireWayIn(input.invite);
  if (await findByAddress(input.email)) throw takenAddress();
  const { name, email, invite } = input;
  const passwordHash = await hashPassword(input.password);
  const { announcements, claims } = await transaction(async (tx) => {
    const { userId, announcements } = await joinWorkspace(tx, { name, email, passwordHash, invite });
    return { announcements, claims: { userId, sessionId: await beginSession(tx, userId, userAgent) } };
  }).catch((error: unknown) => {
    throw isAddressTaken(error) ? takenAddress(error) : error;
  });
  announceAll(announcements);
  return claims;
}

async function findByAddress(email: string): Promise<{ id: string } | undefined> {
  const [taken] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  return taken;
}

function takenAddress(cause?: unknown): AppError {
  return new AppError('conflict', 'Somebody here has this address.', {
    reason: 'email_taken',
    fields: { email: { reason: 'email_taken' } },
    cause,
  });
}
