import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
import { type Database, db, violatedConstraint } from '@/db/client';
import { rooms } from '@/db/schema/rooms';
import { settings, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { hashPassword } from '@/lib/auth/password';
import type { SessionClaims } from '@/lib/auth/session-token';
import { AppError } from '@/lib/errors';
import { takeInvite, type UsedInvite } from '@/lib/invites/commands';
import { requireInvitation } from '@/lib/invites/queries';
import { type Announcement, announceAll } from '@/lib/realtime/hub';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { beginSession } from '@/lib/sessions/commands';
import { profileChanged } from '@/lib/users/change-me';
import type { CreateAccountInput, WorkspaceRole } from '@/lib/users/contract';
import { findWorkspace } from '@/lib/workspace/queries';
import { foundWorkspace } from './found-workspace';

type Joining = { role: WorkspaceRole; roomId: string | null; forUserId: string | null };

/**
 * Makes an account and signs it in. The first one founds the workspace; later ones come by invite, or without one
 * where sign-up is open. Throws `not_allowed`, `not_found` (no such invite), `expired` (an invite that is over, with
 * whom to ask), `conflict` (the address is taken, or the workspace already founded).
 */
export async function createAccount(input: CreateAccountInput, userAgent: string): Promise<SessionClaims> {
  const workspace = await findWorkspace();
  if (!workspace || input.setupCode !== undefined) return foundWorkspace(input, userAgent);
  if (input.workspace !== undefined) {
    throw new AppError('invalid', 'Only the first account names the workspace.', {
      fields: { workspace: { reason: 'unknown_field' } },
    });
  }
  await requireWayIn(input, workspace.openSignUp);
  const passwordHash = await hashPassword(input.password);
  const { announcements, claims } = await transaction(async (tx) => {
    const joining = await takeWayIn(tx, input);
    const { userId, announcements } = joining.forUserId
      ? await claimPerson(tx, joining.forUserId, { input, passwordHash, joining })
      : await insertPerson(tx, { input, passwordHash, joining });
    return { announcements, claims: { userId, sessionId: await beginSession(tx, userId, userAgent) } };
  }).catch((error: unknown) => {
    throw emailTaken(error) ?? error;
  });
  announceAll(announcements);
  return claims;
}

/** Looked at before the password is hashed, so that nobody without a way in costs a hash. */
async function requireWayIn({ invite, email }: CreateAccountInput, openSignUp: boolean): Promise<void> {
  if (invite !== undefined) await requireInvitation(invite);
  else if (!openSignUp) throw inviteNeeded();
  const [taken] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  if (taken) throw takenAddress();
}

async function takeWayIn(tx: Database, { invite }: CreateAccountInput): Promise<Joining> {
  if (invite !== undefined) {
    const used: UsedInvite | null = await takeInvite(tx, invite);
    if (used) return used;
    // Used up or revoked since; this throws what there is to say about it.
    await requireInvitation(invite, tx);
    throw new Error('A usable invite could not be used.');
  }
  const [workspace] = await tx.select({ openSignUp: settings.openSignUp }).from(settings);
  if (!workspace?.openSignUp) throw inviteNeeded();
  return { role: 'member', roomId: null, forUserId: null };
}

type Newcomer = { input: CreateAccountInput; passwordHash: string; joining: Joining };
type Joined = { userId: string; announcements: Announcement[] };

async function insertPerson(tx: Database, { input, passwordHash, joining }: Newcomer): Promise<Joined> {
  const { name, email } = input;
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
  { input, passwordHash, joining }: Newcomer,
): Promise<Joined> {
  const announcements = await joinRooms(tx, userId, joining);
  const [claimed] = await tx
    .update(users)
    .set({ name: input.name, email: input.email, passwordHash, ...profileChanged })
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

function emailTaken(error: unknown): AppError | undefined {
  return violatedConstraint(error) === 'users_email_key' ? takenAddress(error) : undefined;
}

function takenAddress(cause?: unknown): AppError {
  return new AppError('conflict', 'Somebody here has this address.', {
    reason: 'email_taken',
    fields: { email: { reason: 'email_taken' } },
    cause,
  });
}

function inviteNeeded(): AppError {
  return new AppError('not_allowed', 'One comes in by invite here.', { reason: 'invite_needed' });
}
