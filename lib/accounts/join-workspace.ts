import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Database, db, violatedConstraint } from '@/db/client';
import { memberships, rooms } from '@/db/schema/rooms';
import { settings, users } from '@/db/schema/users';
import { AppError } from '@/lib/errors';
import { takeInvite, type UsedInvite } from '@/lib/invites/commands';
import { requireInvitation } from '@/lib/invites/queries';
import type { Announcement } from '@/lib/realtime/hub';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { lockMemberships, lockRooms, lockUsers, type Pair } from '@/lib/rooms/locks';
import { profileChanged } from '@/lib/users/change-me';
import type { WorkspaceRole } from '@/lib/users/contract';
import { touchMemberships } from './change-profile';

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
  const wanted = await listRoomsToJoin(tx, person.id, joining);
  return { userId: person.id, announcements: await beginMemberships(tx, wanted) };
}

/** Memberships and rooms are locked before people, everywhere; so the person changes last. */
async function claimPerson(
  tx: Database,
  userId: string,
  { name, email, passwordHash }: Newcomer,
  joining: Joining,
): Promise<Joined> {
  const wanted = await listRoomsToJoin(tx, userId, joining);
  const places = [...(await livePlaces(tx, userId)), ...wanted];
  await lockMemberships(tx, places);
  await lockRooms(
    tx,
    places.map(({ roomId }) => roomId),
  );
  const announcements = [...(await touchMemberships(tx, userId)), ...(await beginMemberships(tx, wanted))];
  await readEverything(tx, userId);
  const [claimed] = await tx
    .update(users)
    .set({ name, email, passwordHash, ...profileChanged })
    .where(
      // The same as invites' isClaimable, on the row that is being changed.
      and(
        eq(users.id, userId),
        eq(users.role, joining.role),
        isNull(users.email),
        eq(users.kind, 'person'),
        isNull(users.deactivatedAt),
      ),
    )
    .returning({ rev: users.rev });
  if (!claimed) throw new AppError('expired', 'This person was claimed already.', { reason: 'invite_over' });
  return { userId, announcements: [...announcements, { feed: `me:${userId}`, to: claimed.rev }] };
}

/**
 * Whoever comes in has read everything there is so far, also where their name was before them. Their memberships are
 * locked; each takes a rev of its own.
 */
async function readEverything(tx: Database, userId: string): Promise<void> {
  await lockUsers(tx, [userId]);
  await tx.execute(sql`
    with behind as materialized (
      select m.room_id, r.last_seq, u.rev + row_number() over (order by m.room_id) as user_rev
      from memberships m join rooms r on r.id = m.room_id join users u on u.id = m.user_id
      where m.user_id = ${userId} and m.ended_at is null and m.last_read_seq < r.last_seq
    ), read as (
      update memberships m set last_read_seq = b.last_seq, user_rev = b.user_rev
      from behind b where m.room_id = b.room_id and m.user_id = ${userId}
    )
    update users u set rev = b.rev from (select max(user_rev) as rev from behind) b
    where u.id = ${userId} and b.rev is not null`);
}

function livePlaces(tx: Database, userId: string): Promise<Pair[]> {
  return tx
    .select({ roomId: memberships.roomId, userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isNull(memberships.endedAt)));
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
