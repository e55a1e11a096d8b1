import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import { users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import { confirmPassword, wrongPassword } from '@/lib/auth/confirm-password';
import { hashPassword } from '@/lib/auth/password';
import type { SessionClaims } from '@/lib/auth/session-token';
import type { Viewer } from '@/lib/auth/viewer';
import { announcePeople } from '@/lib/sessions/announce-people';
import { beginSession, endSessions } from '@/lib/sessions/commands';

/** The next users.rev, at which the profile changed: it travels to the person's other devices. */
export const profileChanged = { rev: sql`${users.rev} + 1`, infoRev: sql`${users.rev} + 1` };

/**
 * Another password for the viewer, who has to know the one there is. All their sessions end; the answer is a new one
 * for the device that asked.
 */
export async function changePassword(
  viewer: Viewer,
  { current, password }: { current: string; password: string },
  userAgent: string,
): Promise<SessionClaims> {
  const confirmed = await confirmPassword(viewer, 'current', current);
  const passwordHash = await hashPassword(password);
  const { ended, sessionId } = await transaction(async (tx) => {
    const [changed] = await tx
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, viewer.userId), eq(users.passwordHash, confirmed)))
      .returning({ id: users.id });
    // Somebody changed it while this was being hashed.
    if (!changed) throw wrongPassword('current');
    return {
      ended: await endSessions(tx, viewer.userId),
      sessionId: await beginSession(tx, viewer.userId, userAgent),
    };
  });
  if (ended) announcePeople([ended]);
  return { userId: viewer.userId, sessionId };
}
