import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { invites } from '@/db/schema/rooms';
import { passwordResets, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import type { SessionClaims } from '@/lib/auth/session-token';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import type { Announcement } from '@/lib/realtime/hub';
import { announcePeople } from '@/lib/sessions/announce-people';
import { beginSession, endSessions } from '@/lib/sessions/commands';
import { profileChanged } from './change-me';
import type { ChangePersonInput } from './contract';
import { type LockedPerson, lastOwner, lockOwnersAnd } from './owners';
import { canChangeRole, canDeactivate } from './policy';
import { requirePerson } from './queries';

/**
 * Gives somebody another role, or deactivates or reactivates them. Their sessions end, as what they may do was decided
 * when they began; whoever changes their own role gets a new one, which is the answer.
 */
export async function changePerson(
  viewer: Viewer,
  id: string,
  { input, userAgent }: { input: ChangePersonInput; userAgent: string },
): Promise<SessionClaims | null> {
  requireMayChange(viewer, { userId: id, role: (await requirePerson(viewer, id)).role }, input);
  const { announcements, session } = await transaction(async (tx) => {
    const { person, actor, owners } = await lockOwnersAnd(tx, viewer.userId, id);
    if (losesOwner(person, input) && owners.length === 1) throw lastOwner();
    // Both as they are now: two owners who demote each other at once must not both succeed.
    requireMayChange(actor, person, input);
    if (!changes(person, input)) return { announcements: [], session: null };
    const changed = await applyChange(tx, viewer, id, input);
    const session =
      id === viewer.userId ? { userId: id, sessionId: await beginSession(tx, id, userAgent) } : null;
    return { announcements: changed, session };
  });
  announcePeople(announcements);
  return session;
}

function requireMayChange(
  actor: Pick<Viewer, 'userId' | 'role'>,
  subject: Pick<LockedPerson, 'userId' | 'role'>,
  { role, deactivated }: ChangePersonInput,
): void {
  if (role !== undefined && !canChangeRole(actor, subject, role)) throw notYours();
  if (deactivated !== undefined && !canDeactivate(actor, subject)) throw notYours();
}

function notYours(): AppError {
  return new AppError('not_allowed', 'This person is not yours to change.');
}

function losesOwner(person: LockedPerson, { role = person.role, deactivated = false }: ChangePersonInput) {
  return person.role === 'owner' && !person.deactivated && (role !== 'owner' || deactivated);
}

function changes(
  person: LockedPerson,
  { role = person.role, deactivated = person.deactivated }: ChangePersonInput,
) {
  return role !== person.role || deactivated !== person.deactivated;
}

async function applyChange(
  tx: Database,
  viewer: Viewer,
  id: string,
  input: ChangePersonInput,
): Promise<Announcement[]> {
  const { role, deactivated } = input;
  const [changed] = await tx
    .update(users)
    .set({
      ...profileChanged,
      ...(role !== undefined && { role }),
      ...(deactivated !== undefined && { deactivatedAt: deactivated ? sql`now()` : null }),
    })
    .where(eq(users.id, id))
    .returning({ rev: users.rev });
  if (!changed) throw notFound();
  if (deactivated) await withdrawLinks(tx, id);
  await recordAct(tx, { actorId: viewer.userId, action: 'person.change', subjectId: id, details: input });
  const ended = await endSessions(tx, id);
  return [ended ?? { feed: `me:${id}`, to: changed.rev }];
}

/** Whoever is shut out leaves no door open: neither invites they made nor links to their own account. */
export async function withdrawLinks(tx: Database, userId: string): Promise<void> {
  await tx
    .update(invites)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(invites.createdBy, userId), isNull(invites.revokedAt)));
  await tx
    .update(passwordResets)
    .set({ usedAt: sql`now()` })
    .where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
}
