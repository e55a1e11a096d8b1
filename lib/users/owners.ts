import 'server-only';
import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { AppError, notFound } from '@/lib/errors';
import type { WorkspaceRole } from './contract';

export type LockedPerson = { userId: string; role: WorkspaceRole; deactivated: boolean };

/**
 * Locks two people, all owners and whoever else the write will change, in the order every write locks people in, and
 * answers them as they are now.
 * `owners` are those who can still sign in. Throws `not_found` when one of the two is gone, or was deactivated while
 * acting.
 */
export async function lockOwnersAnd(
  tx: Database,
  actorId: string,
  personId: string,
  also: readonly string[] = [],
): Promise<{ actor: LockedPerson; person: LockedPerson; owners: LockedPerson[] }> {
  const { rows } = await tx.execute<LockedPerson>(sql`
    select id as "userId", role, deactivated_at is not null as deactivated from users
    where kind = 'person' and (id = any(${sql.param([actorId, personId, ...also])}::uuid[]) or role = 'owner')
    order by id for no key update`);
  const actor = rows.find(({ userId }) => userId === actorId);
  const person = rows.find(({ userId }) => userId === personId);
  if (!actor || actor.deactivated || !person) throw notFound();
  return { actor, person, owners: rows.filter(({ role, deactivated }) => role === 'owner' && !deactivated) };
}

/** A workspace without an owner could not be administered any more. */
export function lastOwner(): AppError {
  return new AppError('conflict', 'Make somebody else an owner first.', { reason: 'last_owner' });
}
