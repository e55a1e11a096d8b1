import 'server-only';
import { and, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import { invites } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import { hashSecretToken } from '@/lib/auth/secret-token';
import type { Viewer } from '@/lib/auth/viewer';
import { toIso } from '@/lib/clock';
import { AppError, notFound } from '@/lib/errors';
import { isAdmin } from '@/lib/users/policy';
import { INVITES_LIMIT, type Invitation, type Invite, type InvitesAnswer } from './contract';
import { isUsable } from './usable';

/** Open invites, newest first: the viewer's own, for admins everybody's; with who made them. */
export async function listInvites(viewer: Viewer): Promise<InvitesAnswer> {
  const rows = await db()
    .select({ invite: invites, name: users.name, avatar: users.avatar, kind: users.kind })
    .from(invites)
    .innerJoin(users, eq(users.id, invites.createdBy))
    .where(
      and(
        isNull(invites.revokedAt),
        gt(invites.expiresAt, sql`now()`),
        lt(invites.uses, invites.maxUses),
        isManagedBy(viewer),
      ),
    )
    .orderBy(desc(invites.createdAt), desc(invites.id))
    .limit(INVITES_LIMIT);
  return {
    invites: rows.map((row) => toInvite(row.invite)),
    users: Object.fromEntries(
      rows.map(({ invite, name, avatar, kind }) => [invite.createdBy, { name, avatar, kind }]),
    ),
  };
}

/** Which invites are the viewer's to see and revoke; the same rule as `canManageInvite`, for the database. */
export function isManagedBy(viewer: Viewer): SQL | undefined {
  return isAdmin(viewer) ? undefined : eq(invites.createdBy, viewer.userId);
}

/**
 * What the link leads to, for whoever holds it. Throws `expired`, naming whom to ask, when it leads nowhere any more;
 * `not_found` when it never did.
 */
export async function requireInvitation(token: string, on: Database = db()): Promise<Invitation> {
  const { rows } = await on.execute<{
    workspace: string;
    invited_by: string;
    expires_at: string;
    usable: boolean;
  }>(sql`
    select s.name as workspace, m.name as invited_by, i.expires_at, ${isUsable} as usable
    from invites i join users m on m.id = i.created_by cross join settings s
    where i.token_hash = ${hashSecretToken(token)}`);
  const [found] = rows;
  if (!found) throw notFound();
  const { workspace, invited_by: invitedBy, expires_at: expiresAt, usable } = found;
  if (!usable) {
    throw new AppError('expired', 'This invite is over, used up or revoked.', {
      reason: 'invite_over',
      params: { invitedBy },
    });
  }
  return { workspace, invitedBy, expiresAt: toIso(expiresAt) };
}

export function toInvite(row: typeof invites.$inferSelect): Invite {
  const { id, role, roomId, createdBy, maxUses, uses } = row;
  return {
    id,
    role,
    roomId,
    createdBy,
    createdAt: toIso(row.createdAt),
    expiresAt: toIso(row.expiresAt),
    maxUses,
    uses,
  };
}
