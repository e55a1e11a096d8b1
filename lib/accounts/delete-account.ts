import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { memberships } from '@/db/schema/rooms';
import { accounts, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { takePicture } from '@/lib/attachments/avatars';
import { recordAct } from '@/lib/audit/record-act';
import { confirmPassword, wrongPassword } from '@/lib/auth/confirm-password';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors';
import { endMemberships } from '@/lib/rooms/end-memberships';
import { lockMemberships, lockRooms, type Pair } from '@/lib/rooms/locks';
import { announcePeople } from '@/lib/sessions/announce-people';
import { endSessions } from '@/lib/sessions/commands';
import { profileChanged } from '@/lib/users/change-me';
import { withdrawLinks } from '@/lib/users/change-person';
import { lastOwner, lockOwnersAnd } from '@/lib/users/owners';
import { handOverRooms, listHeirs } from './hand-over-rooms';

/**
 * The viewer leaves for good: what they wrote stays, by a former member; everything that names or lets them in goes.
 * Throws `not_allowed` for a wrong password, `conflict` for the last owner.
 */
export async function deleteAccount(viewer: Viewer, password: string): Promise<void> {
  const confirmed = await confirmPassword(viewer, 'password', password);
  const announcements = await transaction(async (tx) => {
    const { places, heirs } = await holdPlaces(tx, viewer.userId);
    await takePicture(tx, viewer.userId, null);
    const { person, owners } = await lockOwnersAnd(
      tx,
      viewer.userId,
      viewer.userId,
      heirs.map((heir) => heir.userId),
    );
    if (person.role === 'owner' && owners.length === 1) throw lastOwner();
    if ((await livePlaces(tx, viewer.userId)).length > places.length) throw movedMeanwhile();
    const handedOver = await handOverRooms(tx, heirs);
    const left = await endMemberships(tx, places);
    await forgetPerson(tx, viewer.userId, confirmed);
    const ended = await endSessions(tx, viewer.userId);
    return [...handedOver, ...left, ...(ended ? [ended] : [])];
  });
  announcePeople(announcements);
}

/**
 * Locks the person's memberships and those of who takes their rooms over, then the rooms, as every write that changes
 * one does. Under the rooms' locks nobody else's role or membership there moves.
 */
async function holdPlaces(tx: Database, userId: string): Promise<{ places: Pair[]; heirs: Pair[] }> {
  const candidates = await listHeirs(tx, userId);
  const locked = await lockMemberships(tx, [...(await livePlaces(tx, userId)), ...candidates]);
  await lockRooms(tx, [...new Set(locked.map(({ roomId }) => roomId))]);
  const heirs = await listHeirs(tx, userId);
  const isHeld = (pair: Pair) =>
    candidates.some((one) => one.roomId === pair.roomId && one.userId === pair.userId);
  if (!heirs.every(isHeld)) throw movedMeanwhile();
  return { places: locked.filter((place) => place.userId === userId && !place.ended), heirs };
}

function livePlaces(tx: Database, userId: string): Promise<Pair[]> {
  return tx
    .select({ roomId: memberships.roomId, userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isNull(memberships.endedAt)));
}

/** Whoever was added to a room, or took an heir's place, while this waited for the locks: it is done anew from the start. */
function movedMeanwhile(): AppError {
  return new AppError('try_again', 'Rooms of this person changed just now.', { retryAfter: 1 });
}

async function forgetPerson(tx: Database, userId: string, confirmed: string): Promise<void> {
  const [forgotten] = await tx
    .update(users)
    .set({ kind: 'former', name: '', email: null, passwordHash: null, avatar: null, ...profileChanged })
    .where(and(eq(users.id, userId), eq(users.passwordHash, confirmed)))
    .returning({ id: users.id });
  if (!forgotten) throw wrongPassword('password');
  await withdrawLinks(tx, userId);
  await tx.delete(accounts).where(eq(accounts.userId, userId));
  await recordAct(tx, { actorId: userId, action: 'account.delete', subjectId: userId });
}
