import 'server-only';
import { and, asc, eq } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import { accounts, sessions, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import type { ProviderAccount } from '@/lib/auth/next-auth';
import { listProviders } from '@/lib/auth/providers';
import type { Viewer } from '@/lib/auth/viewer';
import { toIso } from '@/lib/clock';
import { AppError, notFound } from '@/lib/errors';
import { email as emailSchema } from '@/lib/users/contract';
import type { AccountsAnswer } from './contract';
import { isAccountTaken, refusedByProvider } from './enter-by-provider';

/** The viewer's ways in: their accounts elsewhere, oldest first, and whether they have a password. */
export async function listLinkedAccounts(viewer: Viewer): Promise<AccountsAnswer> {
  const rows = await db()
    .select({ provider: accounts.provider, createdAt: accounts.createdAt, passwordHash: users.passwordHash })
    .from(users)
    .leftJoin(accounts, eq(accounts.userId, users.id))
    .where(eq(users.id, viewer.userId))
    .orderBy(asc(accounts.createdAt));
  return {
    accounts: rows.flatMap(({ provider, createdAt }) =>
      provider === null || createdAt === null ? [] : [{ provider, linkedAt: toIso(createdAt) }],
    ),
    hasPassword: rows.some(({ passwordHash }) => passwordHash !== null),
  };
}

/**
 * Lets the account stand for the viewer. One that already does is fine. Throws `conflict` when it stands for somebody
 * else, or the viewer has another one of this provider; `not_allowed` when the provider has verified no address.
 */
export async function linkAccount(
  viewer: Viewer,
  { provider, providerAccountId, email }: ProviderAccount,
): Promise<void> {
  if (!emailSchema.safeParse(email).success) {
    throw new AppError('not_allowed', 'The provider vouches for no address.', { reason: 'email_unverified' });
  }
  await transaction(async (tx) => {
    await lockPerson(tx, viewer);
    await requireSession(tx, viewer);
    const linked = await accountsOf(tx, viewer);
    const same = linked.find((account) => account.provider === provider);
    if (same?.providerAccountId === providerAccountId) return;
    if (same) {
      throw new AppError('conflict', 'Another account of this provider is linked.', {
        reason: 'provider_linked',
      });
    }
    await tx.insert(accounts).values({ provider, providerAccountId, userId: viewer.userId });
    await recordAct(tx, { actorId: viewer.userId, action: 'account.link', details: { provider } });
  }).catch((error: unknown) => {
    if (!isAccountTaken(error)) throw error;
    throw new AppError('conflict', 'This account stands for somebody else.', {
      reason: 'linked_elsewhere',
      cause: error,
    });
  });
}

/** The viewer's account of this provider lets nobody in any more. Throws `conflict` when nothing else would. */
export async function unlinkAccount(viewer: Viewer, provider: string): Promise<void> {
  await transaction(async (tx) => {
    const { passwordHash } = await lockPerson(tx, viewer);
    const linked = await accountsOf(tx, viewer);
    if (!linked.some((account) => account.provider === provider)) throw notFound();
    // One whose provider is not set up any more lets nobody in.
    const open = new Set(listProviders().map(({ id }) => id));
    const others = linked.filter((account) => account.provider !== provider && open.has(account.provider));
    if (passwordHash === null && others.length === 0) {
      throw new AppError('conflict', 'This is the last way in.', { reason: 'last_way_in' });
    }
    await tx.delete(accounts).where(and(eq(accounts.userId, viewer.userId), eq(accounts.provider, provider)));
    await recordAct(tx, { actorId: viewer.userId, action: 'account.unlink', details: { provider } });
  });
}

/** One change of a person's ways in at a time: two at once could each count on what the other takes away. */
async function lockPerson(tx: Database, viewer: Viewer): Promise<{ passwordHash: string | null }> {
  const [person] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, viewer.userId))
    .for('no key update');
  if (!person) throw notFound();
  return person;
}

/** A new way in outlives the session, so the session is looked at and not remembered. */
async function requireSession(tx: Database, viewer: Viewer): Promise<void> {
  const [session] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, viewer.sessionId), eq(sessions.userId, viewer.userId)));
  if (!session) throw refusedByProvider();
}

function accountsOf(tx: Database, viewer: Viewer) {
  return tx
    .select({ provider: accounts.provider, providerAccountId: accounts.providerAccountId })
    .from(accounts)
    .where(eq(accounts.userId, viewer.userId));
}
