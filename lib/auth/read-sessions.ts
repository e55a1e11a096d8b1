import 'server-only';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { prepared } from '@/db/prepared';
import { sessions, users } from '@/db/schema/users';
import type { SessionClaims } from '@/lib/auth/session-token';
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

type Asked = {
  claims: SessionClaims;
  resolve: (session: LiveSession | null) => void;
  reject: (error: unknown) => void;
};

/**
 * The session that `claims` name, if it counts. What is asked for in one turn of the event loop goes in one statement:
 * a crowd that comes back would otherwise ask for each of its sessions by itself.
 */
export function readSession(claims: SessionClaims): Promise<LiveSession | null> {
  const waiting = single('sessions asked for', (): Asked[] => []);
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(() => void answerAll(waiting.splice(0)));
    waiting.push({ claims, resolve, reject });
  });
}

async function answerAll(asked: readonly Asked[]): Promise<void> {
  try {
    const found = await readSessions(asked.map(({ claims }) => claims.sessionId));
    for (const { claims, resolve } of asked) {
      const session = found.get(claims.sessionId);
      resolve(session?.userId === claims.userId ? session : null);
    }
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

/** Those of `ids` that count, by id. */
async function readSessions(ids: readonly string[]): Promise<Map<string, LiveSession>> {
  const rows = await prepared<LiveSession & { isDue: boolean }>(sql`
    select ${users.id} as "userId", ${sessions.id} as "sessionId", ${users.role}, ${users.name}, ${users.avatar},
           ${users.kind}, ${sessions.lastUsedAt} < now() - ${TOUCH} as "isDue"
    from ${sessions} join ${users} on ${users.id} = ${sessions.userId} where ${isOneOf(ids)} and ${isLive}`);
  const due = rows.filter(({ isDue }) => isDue);
  if (due.length > 0) await touch(due.map(({ sessionId }) => sessionId));
  return new Map(rows.map(({ isDue: _, ...session }) => [session.sessionId, session]));
}

/** One that another process is writing just then is left to it: two lists in different orders would wait for each other. */
async function touch(ids: readonly string[]): Promise<void> {
  await db()
    .update(sessions)
    .set({ lastUsedAt: sql`now()` })
    .where(
      sql`${sessions.id} in (select id from sessions where ${isOneOf(ids)} for no key update skip locked)`,
    );
}

function isOneOf(ids: readonly string[]) {
  return sql`${sessions.id} = any(${sql.param(ids)}::uuid[])`;
}
