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
import type { Pair } from '@/lib/rooms/locks';
import type { WorkspaceRole } from '@/lib/users/contract';
import { claimPerson } from './claim-person';

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
  if (joining.forUserId === null) return insertPerson(tx, newcomer, joining);
  const { forUserId: userId, role } = joining;
  const wanted = await listRoomsToJoin(tx, userId, joining);
  return { userId, announcements: await claimPerson(tx, { userId, role, newcomer, wanted }) };
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
  const wanted = await listRoomsToJoin(tx, person.id, joining);
  return { userId: person.id, announcements: await beginMemberships(tx, wanted) };
}

/** Everybody begins in the first room, while there is one to begin in; guests only where their invite leads. */
async function listRoomsToJoin(tx: Database, userId: string, { role, roomId }: Joining): Promise<Pair[]> {
  const wanted = new Set(roomId === null ? [] : [roomId]);
  if (role !== 'guest') {
    const [first] = await tx
      .select({ id: rooms.id })
      .from(rooms)
      .innerJoin(settings, eq(settings.firstRoomId, rooms.id))
      .where(and(eq(rooms.kind, 'public'), isNull(rooms.archivedAt), isNull(rooms.deletedAt)));
    if (first) wanted.add(first.id);
  }
  return [...wanted].map((id) => ({ roomId: id, userId }));
}
