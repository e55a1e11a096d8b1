import 'server-only';
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { type Database, db } from '@/db/client';
import { invites, memberships, rooms } from '@/db/schema/rooms';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import { hashSecretToken, makeSecretToken } from '@/lib/auth/secret-token';
import type { Viewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { AppError, notFound } from '@/lib/errors';
import { canAddMembers } from '@/lib/rooms/policy';
import type { CreateInviteInput, Invite } from './contract';
import { canInvite } from './policy';
import { isManagedBy, toInvite } from './queries';
import { isUsable } from './usable';

/**
 * Makes a link that lets people in. The token is in this answer and nowhere else. A guest is a guest of some room, so
 * their link names one. Throws `not_allowed`, `not_found` (a room the viewer is not in), `invalid`.
 */
export async function createInvite(
  viewer: Viewer,
  { role, roomId, days, uses }: CreateInviteInput,
): Promise<Invite & { token: string; url: string }> {
  if (!canInvite(viewer, role)) throw new AppError('not_allowed', 'You may not invite people to this role.');
  if (role === 'guest' && roomId === undefined) {
    throw new AppError('invalid', 'Guests are invited to a room.', {
      fields: { roomId: { reason: 'guest_needs_room' } },
    });
  }
  if (roomId !== undefined) await requireOpenRoom(viewer, roomId);
  return insertInvite(viewer, { role, roomId: roomId ?? null, forUserId: null, days, uses });
}

/** Whom an invite brings where, for how long and how often. */
type Terms = Pick<Invite, 'role' | 'roomId' | 'forUserId'> & { days: number; uses: number };

/** Writes the link down; the caller has decided that the viewer may make it. */
export async function insertInvite(
  viewer: Viewer,
  { role, roomId, forUserId, days, uses }: Terms,
): Promise<Invite & { token: string; url: string }> {
  const { token, hash } = makeSecretToken();
  const row = await transaction(async (tx) => {
    const [made] = await tx
      .insert(invites)
      .values({
        tokenHash: hash,
        role,
        roomId,
        forUserId,
        createdBy: viewer.userId,
        expiresAt: sql`now() + ${days} * interval '1 day'`,
        maxUses: uses,
      })
      .returning();
    if (!made) throw new Error('An insert answered no row.');
    const details = { role, uses, days, ...(forUserId !== null && { forUserId }) };
    await recordAct(tx, { actorId: viewer.userId, action: 'invite.create', subjectId: made.id, details });
    return made;
  });
  return { ...toInvite(row), token, url: `${env().PUBLIC_URL}/join/${token}` };
}

/** A link lets in whom its maker could have added: no private room or conversation widens by one. */
async function requireOpenRoom(viewer: Viewer, roomId: string): Promise<void> {
  const [room] = await db()
    .select({ kind: rooms.kind, role: memberships.role, archivedAt: rooms.archivedAt })
    .from(rooms)
    .innerJoin(memberships, eq(memberships.roomId, rooms.id))
    .where(
      and(
        eq(rooms.id, roomId),
        isNull(rooms.deletedAt),
        eq(memberships.userId, viewer.userId),
        isNull(memberships.endedAt),
      ),
    );
  if (!room) throw notFound();
  if (room.kind !== 'public' && room.kind !== 'private') {
    throw new AppError('not_allowed', 'Nobody is invited into a conversation.', {
      reason: 'direct_conversation',
    });
  }
  if (!canAddMembers(viewer, room)) {
    throw new AppError('not_allowed', 'Only those who manage this room let people in.', {
      reason: 'only_managers',
    });
  }
  if (room.archivedAt) throw new AppError('conflict', 'The room is archived.', { reason: 'archived' });
}

/** Takes a link back, by its id or its token. One that is not the viewer's to revoke is not there. */
export async function revokeInvite(viewer: Viewer, idOrToken: string): Promise<void> {
  await transaction(async (tx) => {
    const [revoked] = await tx
      .update(invites)
      .set({ revokedAt: sql`coalesce(${invites.revokedAt}, now())` })
      .where(
        and(
          or(sql`${invites.id}::text = ${idOrToken}`, eq(invites.tokenHash, hashSecretToken(idOrToken))),
          isManagedBy(viewer),
        ),
      )
      .returning({ id: invites.id });
    if (!revoked) throw notFound();
    await recordAct(tx, { actorId: viewer.userId, action: 'invite.revoke', subjectId: revoked.id });
  });
}

export type UsedInvite = {
  role: Invite['role'];
  /** The room it leads to; null also when whoever made the link could not take anybody there any more. */
  roomId: string | null;
  /** The imported person it is for. */
  forUserId: string | null;
};

/** Counts one use of a link, if there is one left; the row's lock makes 20 at once three when three were left. */
export async function takeInvite(tx: Database, token: string): Promise<UsedInvite | null> {
  const { rows } = await tx.execute<UsedInvite>(sql`
    update invites i set uses = i.uses + 1 from users m
    where i.token_hash = ${hashSecretToken(token)} and m.id = i.created_by and ${isUsable}
    returning i.role, i.for_user_id as "forUserId", (
      select r.id from rooms r where r.id = i.room_id and r.deleted_at is null and r.archived_at is null
        and (r.kind = 'public' or r.kind = 'private' and exists (
          select 1 from memberships p where p.room_id = r.id and p.user_id = m.id and p.ended_at is null
            and (p.role = 'admin' or m.role in ('owner', 'admin'))))
    ) as "roomId"`);
  return rows[0] ?? null;
}
