import 'server-only';
import { rooms } from '@/db/schema/rooms';
import { settings, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { recordAct } from '@/lib/audit/record-act';
import { hashPassword } from '@/lib/auth/password';
import { isSameSecret } from '@/lib/auth/secret-token';
import type { SessionClaims } from '@/lib/auth/session-token';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { announceAll } from '@/lib/realtime/hub';
import { beginMemberships } from '@/lib/rooms/begin-memberships';
import { beginSession } from '@/lib/sessions/commands';
import type { CreateAccountInput } from '@/lib/users/contract';
import { isSetUp } from '@/lib/workspace/queries';

const DEFAULT_NAME = 'Parlance';
const FIRST_ROOM = 'general';

/**
 * Makes the workspace, its owner and its first room. Throws `not_allowed` without the setup code, `conflict` when
 * somebody was first.
 */
export async function foundWorkspace(input: CreateAccountInput, userAgent: string): Promise<SessionClaims> {
  requireSetupCode(input.setupCode);
  if (await isSetUp()) throw alreadyFounded();
  const passwordHash = await hashPassword(input.password);
  const { announcements, claims } = await transaction(async (tx) => {
    // The one row is the lock: a second founder waits here for the first, and then inserts nothing.
    const [founded] = await tx
      .insert(settings)
      .values({ name: input.workspace ?? DEFAULT_NAME })
      .onConflictDoNothing()
      .returning({ id: settings.id });
    if (!founded) throw alreadyFounded();
    const { name, email } = input;
    const [owner] = await tx
      .insert(users)
      .values({ name, email, passwordHash, role: 'owner' })
      .returning({ id: users.id });
    if (!owner) throw new Error('An insert answered no row.');
    const [room] = await tx
      .insert(rooms)
      .values({ kind: 'public', name: FIRST_ROOM, createdBy: owner.id })
      .returning({ id: rooms.id });
    if (!room) throw new Error('An insert answered no row.');
    await tx.update(settings).set({ firstRoomId: room.id });
    await recordAct(tx, { actorId: owner.id, action: 'workspace.found' });
    return {
      announcements: await beginMemberships(tx, [{ roomId: room.id, userId: owner.id, role: 'admin' }]),
      claims: { userId: owner.id, sessionId: await beginSession(tx, owner.id, userAgent) },
    };
  });
  announceAll(announcements);
  return claims;
}

function requireSetupCode(given = ''): void {
  const { SETUP_CODE } = env();
  if (SETUP_CODE === undefined) {
    throw new AppError('not_allowed', 'Set the variable SETUP_CODE to found the workspace.', {
      reason: 'setup_code_unset',
      params: { variable: 'SETUP_CODE' },
    });
  }
  if (!isSameSecret(given, SETUP_CODE)) {
    throw new AppError('not_allowed', 'This is not the setup code.', {
      reason: 'setup_code_wrong',
      fields: { setupCode: { reason: 'setup_code_wrong' } },
    });
  }
}

function alreadyFounded(): AppError {
  return new AppError('conflict', 'This workspace has an owner.', { reason: 'already_founded' });
}
