import 'server-only';
import type { NextApiRequest, NextApiResponse } from 'next';
import type { NextAuthOptions } from 'next-auth';
import imported from 'next-auth/next';
import { findLiveSession } from '@/lib/auth/live-sessions';
import { readCookies, recordResponse } from '@/lib/auth/node-exchange';
import { ownPath } from '@/lib/auth/own-path';
import { SESSION_MAX_AGE_SECONDS, type SessionClaims, usesSecureCookies } from '@/lib/auth/session-token';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

// A CommonJS module: Node hands out its exports as the default, bundlers the `default` among them.
const NextAuth = 'default' in imported ? (imported.default as typeof imported) : imported;

/** What next-auth asks of us in one request. Errors are ours: next-auth would turn them into redirects. */
export type Acts = {
  signIn: (given: unknown) => Promise<SessionClaims | null>;
  signOut: (claims: SessionClaims) => Promise<void>;
};

export type AuthRequest = {
  request: Request;
  /** The path below `/api/auth/`. */
  path: readonly string[];
  body: Record<string, unknown>;
};

/**
 * next-auth's answer, through its handler for Node-style requests: unlike the one for route handlers it asks nothing
 * of Next's request context, so this is a function of a request to a response like the rest of the API.
 */
export async function askNextAuth({ request, path, body }: AuthRequest, acts: Acts): Promise<Response> {
  const failures: unknown[] = [];
  const keeping = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      failures.push(error);
      return null;
    }
  };
  const { response, ended } = recordResponse();
  const query = Object.fromEntries(new URL(request.url).searchParams);
  await NextAuth(
    // next-auth reads exactly these fields of Node's request.
    {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies: readCookies(request.headers.get('cookie')),
      query: { ...ownCallback(query), nextauth: [...path] },
      body: ownCallback(body),
    } as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    options({
      signIn: (given) => keeping(acts.signIn(given)),
      signOut: async (claims) => void (await keeping(acts.signOut(claims))),
    }),
  );
  if (failures.length > 0) throw failures[0];
  return ended();
}

function options(acts: Acts): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: usesSecureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    providers: [
      {
        id: 'credentials',
        name: 'credentials',
        type: 'credentials',
        credentials: { email: {}, password: {} },
        authorize: async (given) => {
          const claims = await acts.signIn(given);
          return claims && { id: claims.userId, sessionId: claims.sessionId };
        },
      },
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) =>
        baseUrl + ownPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
      jwt: async ({ token, user }) => {
        const claims = user
          ? { userId: user.id, sessionId: 'sessionId' in user ? String(user.sessionId) : '' }
          : { userId: String(token.sub), sessionId: String(token['sid']) };
        // Thrown inside next-auth this reads as an invalid token: no session, and the cookie is taken away.
        if (!user && !(await findLiveSession(claims))) throw new Error('This session is over.');
        return { sub: claims.userId, sid: claims.sessionId };
      },
      session: async ({ session, token }) => {
        const live = await findLiveSession({ userId: String(token.sub), sessionId: String(token['sid']) });
        return {
          expires: session.expires,
          user: live ? { id: live.userId, name: live.name, role: live.role } : {},
        };
      },
    },
    events: {
      signOut: ({ token }) => acts.signOut({ userId: String(token.sub), sessionId: String(token['sid']) }),
    },
    logger: {
      error: (code, details) => log().warn({ err: details, code }, 'next-auth refused a request'),
      warn: (code) => log().debug({ code }, 'next-auth warned'),
      debug: () => undefined,
    },
  };
}

/** next-auth answers 500 to a callback that is no URL; ours only ever are paths of our own. */
function ownCallback<T extends Record<string, unknown>>(fields: T): T {
  if (!('callbackUrl' in fields)) return fields;
  const { PUBLIC_URL } = env();
  const given = typeof fields['callbackUrl'] === 'string' ? fields['callbackUrl'] : '';
  return {
    ...fields,
    callbackUrl: ownPath(given.startsWith(`${PUBLIC_URL}/`) ? given.slice(PUBLIC_URL.length) : given),
  };
}
