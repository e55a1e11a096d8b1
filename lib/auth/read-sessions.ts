import 'server-only';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { prepared } from '@/db/prepared';
import { sessions, users } from '@/db/schema/users';
import type { SessionClaims } from '@/lib/auth/session-token';
import { gather } from '@/lib/gather';
import { single } from '@/lib/registry';
import type { UserCard, WorkspaceRole } from '@/lib/users/contract';

/** A session that counts, and the person it stands for as they are now. */
export type LiveSession = UserCard & { userId: string; sessionId: string; role: WorkspaceRole };

/** A session unused for longer is over. */
const IDLE = sql`interval '30 days'`;
/** Written at most this often, so that reading costs no write. */
const TOUCH = sql`interval '1 hour'`;

/** Condition on `sessions` joined with `users`: used within 30 days, by somebody who is neither gone nor deactivated. */
export const isLive = and(
  gt(sessions.lastUsedAt, sql`now() - ${IDLE}`),
  isNull(users.deactivatedAt),
  eq(users.kind, 'person'),
);

/**
 * The session that `claims` name, if it counts. What is asked for in one turn of the event loop goes in one statement:
 * a crowd that comes back would otherwise ask for each of its sessions by itself.
 */
export function readSession(claims: SessionClaims): Promise<LiveSession | null> {
  return single('sessions asked for', () => gather(readSessions))(claims);
}

const findSessions = prepared<LiveSession & { isDue: boolean }, 'ids'>(sql`
  select ${users.id} as "userId", ${sessions.id} as "sessionId", ${users.role}, ${users.name}, ${users.avatar},
         ${users.kind}, ${sessions.lastUsedAt} < now() - ${TOUCH} as "isDue"
  from ${sessions} join ${users} on ${users.id} = ${sessions.userId}
  where ${sessions.id} = any(${sql.placeholder('ids')}::uuid[]) and ${isLive}`);

async function readSessions(asked: readonly SessionClaims[]): Promise<(LiveSession | null)[]> {
  const rows = await findSessions({ ids: asked.map(({ sessionId }) => sessionId) });
  const due = rows.filter(({ isDue }) => isDue);
  if (due.length > 0) await touch(due.map(({ sessionId }) => sessionId));
  const found = new Map(rows.map(({ isDue: _, ...session }) => [session.sessionId, session]));
  return asked.map(({ userId, sessionId }) => {
    const session = found.get(sessionId);
    return session?.userId === userId ? session : null;
  });
}

/** One that another process is writing just then is left to it: two lists in different orders would wait for each other. */
async function touch(ids: readonly string[]): Promise<void> {
  await db()
    .update(sessions)
    .set({ lastUsedAt: sql`now()` })
    .where(
      sql`${sessions.id} in (
        select id from sessions where id = any(${sql.param(ids)}::uuid[]) for no key update skip locked)`,
    );
}
