import 'server-only';
import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { readCookies } from '@/lib/auth/node-exchange';
import { usesSecureCookies } from '@/lib/auth/session-token';
import { env } from '@/lib/env';

/** As long as next-auth waits for somebody to come back from a provider. */
const MAX_AGE_SECONDS = 15 * 60;
/** The key of this cookie is not the session's: neither can stand for the other. */
const SALT = 'parlance.errand';

const common = { provider: z.string(), state: z.string().min(1), to: z.string() };

/**
 * What somebody went to a provider for. `state` names the one trip it belongs to. `enter` may carry the token of an
 * invite; `link` names the session it was begun in, so that no other can end it.
 */
const errand = z.discriminatedUnion('purpose', [
  z.object({ ...common, purpose: z.literal('enter'), invite: z.string().optional() }),
  z.object({ ...common, purpose: z.literal('link'), userId: z.uuid(), sessionId: z.uuid() }),
]);
export type Errand = z.infer<typeof errand>;

/** `__Host-`: a neighbour's subdomain can set no cookie of that name for us. */
function cookieName(): string {
  return `${usesSecureCookies() ? '__Host-' : ''}parlance.errand`;
}

/** `Set-Cookie` that keeps the errand in this browser; encrypted and authenticated, so nobody can make or change one. */
export async function errandCookie(made: Errand): Promise<string> {
  const token = await encode({ token: made, secret: env().AUTH_SECRET, maxAge: MAX_AGE_SECONDS, salt: SALT });
  return setCookie(token, MAX_AGE_SECONDS);
}

export function noErrandCookie(): string {
  return setCookie('', 0);
}

function setCookie(value: string, age: number): string {
  const secure = usesSecureCookies() ? '; Secure' : '';
  return `${cookieName()}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}

/** The errand this browser set out on with that trip; null when there is none, it took too long, or is not of our making. */
export async function readErrand(
  request: Request,
  trip: { provider: string; state: string | null },
): Promise<Errand | null> {
  const token = readCookies(request.headers.get('cookie'))[cookieName()];
  if (!token) return null;
  const { data: found } = errand.safeParse(await decodeOrNull(token));
  return found?.provider === trip.provider && found.state === trip.state ? found : null;
}

async function decodeOrNull(token: string): Promise<unknown> {
  try {
    return await decode({ token, secret: env().AUTH_SECRET, salt: SALT });
  } catch {
    // Whatever somebody put there that does not decrypt, it is no errand.
    return null;
  }
}
