import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import { type Database, db, violatedConstraint } from '@/db/client';
import { rooms } from '@/db/schema/rooms';
import { settings, users } from '@/db/schema/users';
import { AppError } from '@/lib/errors';
import { takeInvite, type UsedInvite } from '@/lib/invites/commands';
import { requireInvitation } from '@/lib/invites/queries';
import type { Announcement } from '@/lib/realtime/hub';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { profileChanged } from '@/lib/users/change-me';
import type { WorkspaceRole } from '@/lib/users/contract';

export type Newcomer = {
  name: string;
  email: string;
  /** Null for whoever signs in elsewhere. */
  passwordHash: string | null;
  /** The token of the link they hold. */
  invite?: string | undefined;
};

type Joining = { role: WorkspaceRole; roomId: string | null; forUserId: string | null };
type Joined = { userId: string; announcements: Announcement[] };

/** Throws what there is to say to somebody who holds neither a usable invite nor an open door. Counts nothing. */
export async function requireWayIn(invite: string | undefined): Promise<void> {
  if (invite !== undefined) await requireInvitation(invite);
  else await requireOpenSignUp(db());
}

/**
 * Makes somebody new one of the workspace, by their invite (counted here) or the open door, and takes them into their
 * rooms. Throws what `requireWayIn` does; a taken address violates a constraint (`isAddressTaken`).
 */
export async function joinWorkspace(tx: Database, newcomer: Newcomer): Promise<Joined> {
  const joining = await takeWayIn(tx, newcomer.invite);
  return joining.forUserId
    ? claimPerson(tx, joining.forUserId, newcomer, joining)
    : insertPerson(tx, newcomer, joining);
}

/** Whether a write failed because somebody here has this address. */
export function isAddressTaken(error: unknown): boolean {
  return violatedConstraint(error) === 'users_email_key';
}

async function requireOpenSignUp(on: Database): Promise<void> {
  const [workspace] = await on.select({ openSignUp: settings.openSignUp }).from(settings);
  if (workspace?.openSignUp) return;
  throw new AppError('not_allowed', 'One comes in by invite here.', { reason: 'invite_needed' });
}

async function takeWayIn(tx: Database, invite: string | undefined): Promise<Joining> {
  if (invite === undefined) {
    await requireOpenSignUp(tx);
    return { role: 'member', roomId: null, forUserId: null };
  }
  const used: UsedInvite | null = await takeInvite(tx, invite);
  if (used) return used;
  // Used up or revoked since; this throws what there is to say about it.
  await requireInvitation(invite, tx);
  throw new Error('A usable invite could not be used.');
}

async function insertPerson(
  tx: Database,
  { name, email, passwordHash }: Newcomer,
  joining: Joining,
): Promise<Joined> {
  const [person] = await tx
    .insert(users)
    .values({ name, email, passwordHash, role: joining.role })
    .returning({ id: users.id });
  if (!person) throw new Error('An insert answered no row.');
  return { userId: person.id, announcements: await joinRooms(tx, person.id, joining) };
}

/** Memberships and rooms are locked before people, everywhere; so the person changes last. */
async function claimPerson(
  tx: Database,
  userId: string,
  { name, email, passwordHash }: Newcomer,
  joining: Joining,
): Promise<Joined> {
  const announcements = await joinRooms(tx, userId, joining);
  const [claimed] = await tx
    .update(users)
    .set({ name, email, passwordHash, ...profileChanged })
    .where(
      and(eq(users.id, userId), isNull(users.email), eq(users.kind, 'person'), isNull(users.deactivatedAt)),
    )
    .returning({ rev: users.rev });
  if (!claimed) throw new AppError('expired', 'This person was claimed already.', { reason: 'invite_over' });
  return { userId, announcements: [...announcements, { feed: `me:${userId}`, to: claimed.rev }] };
}

/** Everybody begins in the first room, while there is one to begin in; guests only where their invite leads. */
async function joinRooms(tx: Database, userId: string, { role, roomId }: Joining): Promise<Announcement[]> {
  const wanted = new Set(roomId === null ? [] : [roomId]);
  if (role !== 'guest') {
    const [first] = await tx
      .select({ id: rooms.id })
      .from(rooms)
      .innerJoin(settings, eq(settings.firstRoomId, rooms.id))
      .where(and(eq(rooms.kind, 'public'), isNull(rooms.archivedAt), isNull(rooms.deletedAt)));
    if (first) wanted.add(first.id);
  }
  return beginMemberships(
    tx,
    [...wanted].map((id) => ({ roomId: id, userId })),
  );
}
