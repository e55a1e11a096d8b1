import 'server-only';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { sessions } from '@/db/schema/users';
import type { Viewer } from '@/lib/auth/viewer';
import { SESSIONS_LIMIT, type Session } from './contract';

/** The devices the viewer is signed in on, last used first. */
export async function listSessions(viewer: Viewer): Promise<Session[]> {
  const rows = await db()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, viewer.userId), gt(sessions.lastUsedAt, sql`now() - interval '30 days'`)))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(SESSIONS_LIMIT);
  return rows.map(({ id, userAgent, createdAt, lastUsedAt }) => ({
    id,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    current: id === viewer.sessionId,
  }));
}
