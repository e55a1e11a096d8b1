import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { memberships } from '@/db/schema/rooms';
import { users } from '@/db/schema/users';
import { AppError } from '@/lib/errors';
import type { Announcement } from '@/lib/realtime/hub';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { lockMemberships, lockRooms, lockUsers, type Pair } from '@/lib/rooms/locks';
import { profileChanged } from '@/lib/users/change-me';
import type { WorkspaceRole } from '@/lib/users/contract';
import { touchMemberships } from './change-profile';

type Claim = {
  /** The imported person, and the role they had when the link for them was made. */
  userId: string;
  role: WorkspaceRole;
  newcomer: { name: string; email: string; passwordHash: string | null };
  /** Where everybody new begins. */
  wanted: readonly Pair[];
};

/**
 * Somebody becomes an imported person: with their messages and rooms, which hear the new name. Memberships and rooms
 * are locked before people, everywhere; so the person changes last. Throws `expired` when they are somebody already,
 * shut out, or of another role by now.
 */
export async function claimPerson(
  tx: Database,
  { userId, role, newcomer, wanted }: Claim,
): Promise<Announcement[]> {
  const places = [...(await livePlaces(tx, userId)), ...wanted];
  await lockMemberships(tx, places);
  await lockRooms(
    tx,
    places.map(({ roomId }) => roomId),
  );
  const announcements = [...(await touchMemberships(tx, userId)), ...(await beginMemberships(tx, wanted))];
  await readEverything(tx, userId);
  const { name, email, passwordHash } = newcomer;
  const [claimed] = await tx
    .update(users)
    .set({ name, email, passwordHash, ...profileChanged })
    .where(
      // The same as invites' isClaimable, on the row that is being changed.
      and(
        eq(users.id, userId),
        eq(users.role, role),
        isNull(users.email),
        eq(users.kind, 'person'),
        isNull(users.deactivatedAt),
      ),
    )
    .returning({ rev: users.rev });
  if (!claimed) throw new AppError('expired', 'This person was claimed already.', { reason: 'invite_over' });
  return [...announcements, { feed: `me:${userId}`, to: claimed.rev }];
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
