import 'server-only';
import { hash } from 'node:crypto';
import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { env } from '@/lib/env';
import { single } from '@/lib/registry';

/** What a session token says: who, and which row of `sessions` decides whether it still counts. */
const claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });
export type SessionClaims = { userId: string; sessionId: string };

/** The longest life browsers grant a cookie (RFC 6265bis); the `sessions` row ends long before, unless used. */
export const SESSION_MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** Our tokens have some 300 characters; next-auth would cut above 3,933. Anything beyond two pieces is not ours. */
const TOKEN_MAX = 8_192;
const DECODED_MAX = 10_000;

/** A token in next-auth's own form (JWE, A256GCM), so that next-auth and `findViewer` read the same cookie. */
export function issueSessionToken({ userId, sessionId }: SessionClaims): Promise<string> {
  return encode({
    token: { sub: userId, sid: sessionId },
    secret: env().AUTH_SECRET,
    maxAge: SESSION_MAX_AGE_SECONDS,
  });
}

/** What `token` claims; null when it is not ours, damaged, too old or lacks anything: it fails closed. */
export async function readSessionToken(token: string): Promise<SessionClaims | null> {
  if (token.length === 0 || token.length > TOKEN_MAX) return null;
  // Decrypting costs 0.12 ms, hashing a hundredth of it.
  const cache = single('session-claims', () => new Map<string, z.infer<typeof claims>>());
  const key = hash('sha256', `${token}${env().AUTH_SECRET}`, 'base64');
  let found = cache.get(key);
  if (!found) {
    const parsed = claims.safeParse(await decodeOrNull(token));
    if (!parsed.success) return null;
    found = parsed.data;
    forgetOldest(cache);
    cache.set(key, found);
  }
  return found.exp * 1000 > Date.now() ? { userId: found.sub, sessionId: found.sid } : null;
}

/** A Map lists its keys as they came; the one that came first is the one least missed. */
function forgetOldest(cache: Map<string, unknown>): void {
  if (cache.size < DECODED_MAX) return;
  const [oldest] = cache.keys();
  if (oldest !== undefined) cache.delete(oldest);
}

async function decodeOrNull(token: string): Promise<unknown> {
  try {
    return await decode({ token, secret: env().AUTH_SECRET });
  } catch {
    // Whatever a stranger put there that does not decrypt, it names nobody.
    return null;
  }
}

const cookieName = 'next-auth.session-token';

/** Whether cookies are for https only; decided by PUBLIC_URL, never by the request. */
export function usesSecureCookies(): boolean {
  return env().PUBLIC_URL.startsWith('https:');
}

/** The cookie's name as next-auth makes it. */
export function sessionCookieName(): string {
  return `${usesSecureCookies() ? '__Secure-' : ''}${cookieName}`;
}

/** `Set-Cookie` for `token`; the empty token takes the cookie away. */
export function sessionCookie(token: string): string {
  const age = token === '' ? 0 : SESSION_MAX_AGE_SECONDS;
  const secure = usesSecureCookies() ? '; Secure' : '';
  return `${sessionCookieName()}=${token}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}

/** The session token in a `Cookie` header, put together from next-auth's pieces (`….0`, `….1`) when it was cut. */
export function tokenFromCookies(header: string | null): string | null {
  const name = sessionCookieName();
  const pieces = new Map<number, string>();
  for (const pair of (header ?? '').split(';')) {
    const [key = '', ...value] = pair.split('=');
    const rest = key.trim().startsWith(name) ? key.trim().slice(name.length) : null;
    if (rest === null || !/^(\.\d{1,2})?$/.test(rest)) continue;
    pieces.set(rest === '' ? -1 : Number(rest.slice(1)), value.join('=').trim());
  }
  const whole = pieces.get(-1);
  if (whole !== undefined) return whole;
  const cut = [...pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  return cut.length > 0 ? cut.join('') : null;
}
