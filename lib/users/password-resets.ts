import 'server-only';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import { passwordResets, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import { hashPassword } from '@/lib/auth/password';
import { hashSecretToken, makeSecretToken } from '@/lib/auth/secret-token';
import type { SessionClaims } from '@/lib/auth/session-token';
import type { Viewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { AppError, notFound } from '@/lib/errors';
import { announcePeople } from '@/lib/sessions/announce-people';
import { beginSession, endSessions } from '@/lib/sessions/commands';
import type { PasswordResetCard } from './contract';
import { canResetPassword } from './policy';
import { requirePerson } from './queries';

export type PasswordReset = { url: string; expiresAt: string };

/** A link to a new password for somebody, to be passed on by hand: one hour, one use. */
export async function createPasswordReset(viewer: Viewer, id: string): Promise<PasswordReset> {
  const person = await requirePerson(viewer, id);
  if (!canResetPassword(viewer, { userId: id, role: person.role })) {
    throw new AppError('not_allowed', 'Making this link takes somebody above them.');
  }
  return transaction(async (tx) => {
    const reset = await insertReset(tx, { actorId: viewer.userId, userId: id });
    if (!reset)
      throw new AppError('conflict', 'They have no account to sign in to.', { reason: 'no_account' });
    return reset;
  });
}

/** The same from the server's command line, where nobody is signed in. Null when no active account has this e-mail. */
export async function createPasswordResetFor(email: string): Promise<PasswordReset | null> {
  return transaction(async (tx) => {
    const [person] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    return person ? insertReset(tx, { actorId: null, userId: person.id }) : null;
  });
}

async function insertReset(
  tx: Database,
  { actorId, userId }: { actorId: string | null; userId: string },
): Promise<PasswordReset | null> {
  const { token, hash } = makeSecretToken();
  const { rows } = await tx.execute<{ expires_at: string }>(sql`
    insert into password_resets (token_hash, user_id, expires_at)
    select ${hash}, id, now() + interval '1 hour' from users
    where id = ${userId} and email is not null and kind = 'person' and deactivated_at is null
    returning expires_at`);
  const [row] = rows;
  if (!row) return null;
  await recordAct(tx, { actorId, action: 'password.reset_link', subjectId: userId });
  return { url: `${env().PUBLIC_URL}/reset/${token}`, expiresAt: new Date(row.expires_at).toISOString() };
}

/** Whose password the link changes. Throws `expired` when it is over or used, `not_found` when there never was one. */
export async function requirePasswordReset(token: string): Promise<PasswordResetCard> {
  const [found] = await db()
    .select({
      name: users.name,
      expiresAt: passwordResets.expiresAt,
      works: sql<boolean>`${isUsable} and ${users.deactivatedAt} is null and ${users.kind} = 'person'`,
    })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(eq(passwordResets.tokenHash, hashSecretToken(token)));
  if (!found) throw notFound();
  if (!found.works) throw resetOver();
  return { name: found.name, expiresAt: found.expiresAt.toISOString() };
}

const isUsable = and(isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, sql`now()`));

function resetOver(): AppError {
  return new AppError('expired', 'This link is over, or was used.', { reason: 'reset_over' });
}

/**
 * Sets the password by a link, once. All sessions of the person end, other links to their account stop working, and
 * the device that holds the link is signed in.
 */
export async function choosePassword(
  token: string,
  { password, userAgent }: { password: string; userAgent: string },
): Promise<SessionClaims> {
  // First of all, so that made-up tokens cost no hash.
  await requirePasswordReset(token);
  const passwordHash = await hashPassword(password);
  const { ended, claims } = await transaction(async (tx) => {
    const [used] = await tx
      .update(passwordResets)
      .set({ usedAt: sql`now()` })
      .where(and(eq(passwordResets.tokenHash, hashSecretToken(token)), isUsable))
      .returning({ userId: passwordResets.userId });
    if (!used) throw resetOver();
    const { userId } = used;
    const [changed] = await tx
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, userId), isNull(users.deactivatedAt), eq(users.kind, 'person')))
      .returning({ id: users.id });
    if (!changed) throw resetOver();
    await tx
      .update(passwordResets)
      .set({ usedAt: sql`now()` })
      .where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
    const ended = await endSessions(tx, userId);
    return { ended, claims: { userId, sessionId: await beginSession(tx, userId, userAgent) } };
  });
  if (ended) announcePeople([ended]);
  return claims;
}
