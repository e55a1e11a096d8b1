import 'server-only';
import { and, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Database, db } from '@/db/client';
import { invites } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import { hashSecretToken } from '@/lib/auth/secret-token';
import type { Viewer } from '@/lib/auth/viewer';
import { toIso } from '@/lib/clock';
import { AppError, notFound } from '@/lib/errors';
import type { UserCard } from '@/lib/users/contract';
import { isAdmin } from '@/lib/users/policy';
import { INVITES_LIMIT, type Invitation, type Invite, type InvitesAnswer } from './contract';
import { isClaimable, isUsable } from './usable';

/** The imported person an invite is for. */
const claimed = alias(users, 'claimed');

/** Open invites, newest first: the viewer's own, for admins everybody's; with who made them. */
export async function listInvites(viewer: Viewer): Promise<InvitesAnswer> {
  const rows = await db()
    .select({
      invite: invites,
      maker: { name: users.name, avatar: users.avatar, kind: users.kind },
      claimed: { id: claimed.id, name: claimed.name, avatar: claimed.avatar, kind: claimed.kind },
    })
    .from(invites)
    .innerJoin(users, eq(users.id, invites.createdBy))
    .leftJoin(claimed, eq(claimed.id, invites.forUserId))
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
      rows.flatMap(({ invite, maker, claimed }) => {
        const makers: [string, UserCard][] = [[invite.createdBy, maker]];
        if (!claimed) return makers;
        const { id, ...card } = claimed;
        return [...makers, [id, card]];
      }),
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
    claims: string | null;
    usable: boolean;
  }>(sql`
    select s.name as workspace, m.name as invited_by, i.expires_at, p.name as claims,
           ${isUsable} and (i.for_user_id is null or ${isClaimable}) as usable
    from invites i join users m on m.id = i.created_by left join users p on p.id = i.for_user_id
    cross join settings s
    where i.token_hash = ${hashSecretToken(token)}`);
  const [found] = rows;
  if (!found) throw notFound();
  const { workspace, invited_by: invitedBy, expires_at: expiresAt, claims, usable } = found;
  if (!usable) {
    throw new AppError('expired', 'This invite is over, used up or revoked.', {
      reason: 'invite_over',
      params: { invitedBy },
    });
  }
  return { workspace, invitedBy, expiresAt: toIso(expiresAt), claims };
}

export function toInvite(row: typeof invites.$inferSelect): Invite {
  const { id, role, roomId, createdBy, maxUses, uses, forUserId } = row;
  return {
    id,
    role,
    roomId,
    createdBy,
    createdAt: toIso(row.createdAt),
    expiresAt: toIso(row.expiresAt),
    maxUses,
    uses,
    forUserId,
  };
}
