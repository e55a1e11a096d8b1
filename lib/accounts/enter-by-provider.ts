import 'server-only';
import { and, eq } from 'drizzle-orm';
import { db, violatedConstraint } from '@/db/client';
import { accounts, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import type { ProviderAccount } from '@/lib/auth/next-auth';
import type { SessionClaims } from '@/lib/auth/session-token';
import { AppError } from '@/lib/errors';
import { type Announcement, announceAll } from '@/lib/realtime/hub';
import { beginSession } from '@/lib/sessions/commands';
import { email as emailSchema, PERSON_NAME_MAX, personName } from '@/lib/users/contract';
import { isAddressTaken, joinWorkspace, requireWayIn } from './join-workspace';

type Entering = {
  /** The token of the invite they set out with. */
  invite?: string | undefined;
  userAgent: string;
  /** Whether somebody is signed in on this device: a second person is not made by accident. */
  signedIn: boolean;
};

/**
 * A session for whoever this account of a provider stands for. An unknown one becomes somebody new, by invite or the
 * open door, when the provider has verified their address. Throws `not_signed_in` (deactivated: the answer to
 * everything that fails), `not_allowed` (no verified address, no invite), `conflict` (the address is somebody's here:
 * linking is theirs to do, signed in), `expired` and `not_found` (the invite).
 */
export async function enterByProvider(account: ProviderAccount, entering: Entering): Promise<SessionClaims> {
  const known = await enterKnown(account, entering.userAgent);
  if (known) return known;
  if (entering.signedIn) {
    throw new AppError('conflict', 'Somebody is signed in here; link the account.', { reason: 'signed_in' });
  }
  const email = emailSchema.safeParse(account.email).data;
  if (email === undefined) {
    throw new AppError('not_allowed', 'The provider vouches for no address.', { reason: 'email_unverified' });
  }
  if (await isSomebodys(email)) throw linkInProfile();
  await requireWayIn(entering.invite);
  try {
    return await enterNew(account, email, entering);
  } catch (error) {
    if (!isAddressTaken(error) && !isAccountTaken(error)) throw error;
    // Somebody was quicker: with the same account in another tab, or with the same address.
    const quicker = await enterKnown(account, entering.userAgent);
    if (quicker) return quicker;
    throw linkInProfile(error);
  }
}

/** Whether a write failed because the provider's account stands for somebody already. */
export function isAccountTaken(error: unknown): boolean {
  return violatedConstraint(error) === 'accounts_provider_key';
}

/** What everybody hears whose coming back from a provider leads nowhere; it tells nothing of why. */
export function refusedByProvider(cause?: unknown): AppError {
  return new AppError('not_signed_in', 'Signing in by this provider failed.', {
    reason: 'provider_refused',
    cause,
  });
}

/** The rows are locked: unlinking and deactivating happen before this, and it fails, or after, and end the session. */
function enterKnown(
  { provider, providerAccountId }: ProviderAccount,
  userAgent: string,
): Promise<SessionClaims | null> {
  return transaction(async (tx) => {
    const [person] = await tx
      .select({ id: users.id, kind: users.kind, deactivatedAt: users.deactivatedAt })
      .from(users)
      .innerJoin(accounts, eq(accounts.userId, users.id))
      .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)))
      .for('no key update');
    if (!person) return null;
    if (person.kind !== 'person' || person.deactivatedAt) throw refusedByProvider();
    return { userId: person.id, sessionId: await beginSession(tx, person.id, userAgent) };
  });
}

async function enterNew(
  { provider, providerAccountId, name }: ProviderAccount,
  email: string,
  { invite, userAgent }: Entering,
): Promise<SessionClaims> {
  const { announcements, claims } = await transaction(async (tx) => {
    const newcomer = { name: nameOf(name, email), email, passwordHash: null, invite };
    const joined: { userId: string; announcements: Announcement[] } = await joinWorkspace(tx, newcomer);
    const { userId } = joined;
    await tx.insert(accounts).values({ provider, providerAccountId, userId });
    const sessionId = await beginSession(tx, userId, userAgent);
    return { announcements: joined.announcements, claims: { userId, sessionId } };
  });
  announceAll(announcements);
  return claims;
}

/** What the provider calls them, as far as it is a name here; else what stands before the `@`. They can change it. */
function nameOf(name: string | null, email: string): string {
  const candidates = [name ?? '', email.split('@')[0] ?? '', email];
  for (const candidate of candidates) {
    const parsed = personName.safeParse([...candidate].slice(0, PERSON_NAME_MAX).join(''));
    if (parsed.success) return parsed.data;
  }
  throw new Error('An e-mail address is no name.');
}

async function isSomebodys(email: string): Promise<boolean> {
  const [person] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  return person !== undefined;
}

function linkInProfile(cause?: unknown): AppError {
  return new AppError('conflict', 'Somebody here has this address.', { reason: 'link_in_profile', cause });
}
