import 'server-only';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site's page sent with this person's cookie. A bearer token is not sent by browsers on
 * their own, so it needs no such proof. `cross-site` is refused without a cookie too: signing somebody in as the
 * attacker is an attack as well.
 */
export function requireSameOrigin(request: Request): void {
  if (reading.has(request.method) || request.headers.has('authorization')) return;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return;
  const origin = request.headers.get('origin');
  if (site === null || site === 'none') {
    if (origin !== null ? isOwn(origin, request) : !request.headers.has('cookie')) return;
  }
  throw new AppError('not_allowed', 'This request did not come from our own page.', { reason: 'cross_site' });
}

/** For what is only read but costs something while it lasts: another site's page may not hold it open. */
export function refuseCrossSite(request: Request): void {
  if (request.headers.get('sec-fetch-site') !== 'cross-site') return;
  throw new AppError('not_allowed', 'This request did not come from our own page.', { reason: 'cross_site' });
}

function isOwn(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const host = new URL(origin).host;
  return host === new URL(env().PUBLIC_URL).host || host === request.headers.get('host');
}
