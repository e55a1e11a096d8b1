import 'server-only';
import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { sessions, users } from '@/db/schema/users';
import { transaction } from '@/db/transaction';
import type { Viewer } from '@/lib/auth/viewer';
import type { Announcement } from '@/lib/realtime/hub';
import { announcePeople } from './announce-people';

/** What is kept of a device's own words about itself. */
const USER_AGENT_MAX = 300;

/**
 * A session for somebody whose row this transaction holds, or just made. Answers its id. What they left idle until it
 * was over goes: nothing else would ever delete it.
 */
export async function beginSession(tx: Database, userId: string, userAgent: string): Promise<string> {
  await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), lt(sessions.lastUsedAt, sql`now() - interval '30 days'`)));
  const [session] = await tx
    .insert(sessions)
    .values({ userId, userAgent: userAgent.slice(0, USER_AGENT_MAX) })
    .returning({ id: sessions.id });
  if (!session) throw new Error('An insert answered no row.');
  return session.id;
}

/**
 * Ends sessions of one person: all, all but one, or one. Takes a users.rev, by which every process hears of it and
 * ends the streams. Answers what to announce after the commit; null when there was nothing to end.
 */
export async function endSessions(
  tx: Database,
  userId: string,
  which: { except?: string; only?: string } = {},
): Promise<Announcement | null> {
  // The person first: a session that is just beginning (it locks the person too) is then seen by the delete.
  const [person] = await tx
    .update(users)
    .set({ rev: sql`${users.rev} + 1` })
    .where(eq(users.id, userId))
    .returning({ rev: users.rev });
  const ended = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        which.except === undefined ? undefined : ne(sessions.id, which.except),
        which.only === undefined ? undefined : eq(sessions.id, which.only),
      ),
    )
    .returning({ id: sessions.id });
  return person && ended.length > 0 ? { feed: `me:${userId}`, to: person.rev } : null;
}

/** Signs one of that person's devices out; false when there is no such session of theirs. */
export async function endSession(person: Pick<Viewer, 'userId'>, sessionId: string): Promise<boolean> {
  const ended = await transaction((tx) => endSessions(tx, person.userId, { only: sessionId }));
  if (ended) announcePeople([ended]);
  return ended !== null;
}

/** Signs out all of the viewer's devices but the one they ask from. */
export async function endOtherSessions(viewer: Viewer): Promise<void> {
  const ended = await transaction((tx) => endSessions(tx, viewer.userId, { except: viewer.sessionId }));
  if (ended) announcePeople([ended]);
}
