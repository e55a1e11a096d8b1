import 'server-only';
import type { Limit } from '@/lib/http/limits';

/*
 * What keeps guessing slow and floods cheap around accounts. Counted in Postgres, so that they hold across processes;
 * generous by address, because an office is one. Signing in has its own, in sign-in.ts.
 */

export const signUpLimit: Limit = {
  name: 'sign_up',
  points: 60,
  seconds: 600,
  by: 'address',
  store: 'database',
};
/** Setting out to a provider and coming back: each makes requests of ours to it. */
export const providerLimit: Limit = { ...signUpLimit, name: 'provider', points: 120 };
export const inviteLimit: Limit = {
  name: 'invite',
  points: 30,
  seconds: 600,
  by: 'person',
  store: 'database',
};
export const resetLinkLimit: Limit = { ...inviteLimit, name: 'reset_link' };
/** For whoever holds, or guesses at, a link. */
export const linkLimit: Limit = {
  name: 'link',
  points: 120,
  seconds: 180,
  by: 'address',
  store: 'database',
};
/** Changes to one's own account and to others; nobody's hand is faster. */
export const changeLimit: Limit = {
  name: 'change',
  points: 120,
  seconds: 60,
  by: 'person',
  store: 'memory',
};
