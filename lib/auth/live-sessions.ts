import 'server-only';
import { and, eq } from 'drizzle-orm';
import { db } from '@/db/client';
import { sessions, users } from '@/db/schema/users';
import { isLive, type LiveSession, readSession } from '@/lib/auth/read-sessions';
import type { SessionClaims } from '@/lib/auth/session-token';
import { single } from '@/lib/registry';

/** How long a process may trust what it read; an end is told by the hub at once, this bounds what the hub misses. */
const TRUST_MS = 1_000;
const PEOPLE_MAX = 10_000;

type Held = { at: number; session: Promise<LiveSession | null> };

/** By person, so that all of somebody's sessions are forgotten in one step. */
function held(): Map<string, Map<string, Held>> {
  return single('sessions', () => new Map<string, Map<string, Held>>());
}

/** The session that `claims` name, if it still counts; read from Postgres at most once a second per process. */
export function findLiveSession(claims: SessionClaims): Promise<LiveSession | null> {
  const cache = held();
  const known = cache.get(claims.userId)?.get(claims.sessionId);
  if (known && Date.now() - known.at < TRUST_MS) return known.session;
  const mine = cache.get(claims.userId) ?? new Map<string, Held>();
  // Re-inserted, so that the map's order is the order of use.
  cache.delete(claims.userId);
  const [idlest] = cache.keys();
  if (cache.size >= PEOPLE_MAX && idlest !== undefined) cache.delete(idlest);
  cache.set(claims.userId, mine);
  const entry: Held = { at: Date.now(), session: readSession(claims) };
  mine.set(claims.sessionId, entry);
  const drop = () => {
    if (mine.get(claims.sessionId) === entry) mine.delete(claims.sessionId);
  };
  // Only what counts is kept: a failed read is tried again, and tokens of ended sessions fill no memory.
  entry.session.then((session) => session ?? drop(), drop);
  return entry.session;
}

/** Drops what this process holds of that person's sessions; the next request reads Postgres. */
export function forgetSessions(userId: string): void {
  held().delete(userId);
}

/** The sessions of that person that count, straight from Postgres: what the hub ends streams by. */
export async function findLiveSessionIds(userId: string): Promise<string[]> {
  const rows = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.userId, userId), isLive));
  return rows.map(({ id }) => id);
}
