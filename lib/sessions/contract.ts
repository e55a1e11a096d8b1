import { z } from 'zod';

/** A device somebody is signed in on. */
export const session = z.object({
  id: z.string(),
  userAgent: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;

/** The newest ones; more devices than this nobody can tell apart. */
export const SESSIONS_LIMIT = 100;

export const sessionsAnswer = z.object({ sessions: z.array(session) });
