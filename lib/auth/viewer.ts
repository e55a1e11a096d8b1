import 'server-only';
import { findLiveSession } from '@/lib/auth/live-sessions';
import type { LiveSession } from '@/lib/auth/read-sessions';
import { readSessionToken, tokenFromCookies } from '@/lib/auth/session-token';

/** Who asks. Every query and command that touches people's data takes one, or a membership made from one. */
export type Viewer = LiveSession;

/** The person behind a request's session cookie or bearer token; null when there is none, or it is over. */
export function findViewer(request: Request): Promise<Viewer | null> {
  return findViewerByHeaders(request.headers);
}

/** The same for whoever holds only headers (server components). A bearer token wins: then no cookie is looked at. */
export async function findViewerByHeaders(headers: {
  get(name: string): string | null;
}): Promise<Viewer | null> {
  const authorization = headers.get('authorization');
  const token =
    authorization === null
      ? tokenFromCookies(headers.get('cookie'))
      : (/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null);
  const claims = token === null ? null : await readSessionToken(token);
  return claims && findLiveSession(claims);
}
