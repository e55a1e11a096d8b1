import 'server-only';
import type { NextApiRequest, NextApiResponse } from 'next';
import type { NextAuthOptions } from 'next-auth';
import imported from 'next-auth/next';
import { findLiveSession } from '@/lib/auth/live-sessions';
import { readCookies, recordResponse } from '@/lib/auth/node-exchange';
import { ownPath } from '@/lib/auth/own-path';
import { makeProviders } from '@/lib/auth/providers';
import { SESSION_MAX_AGE_SECONDS, type SessionClaims, usesSecureCookies } from '@/lib/auth/session-token';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

// A CommonJS module: Node hands out its exports as the default, bundlers the `default` among them.
const NextAuth = 'default' in imported ? (imported.default as typeof imported) : imported;

/** Somebody as a provider names them. `email` is an address the provider has verified. */
export type ProviderAccount = {
  provider: string;
  providerAccountId: string;
  name: string | null;
  email: string | null;
};

/** What next-auth asks of us in one request. Errors are ours: next-auth would turn them into redirects. */
export type Acts = {
  signIn: (given: unknown) => Promise<SessionClaims | null>;
  signOut: (claims: SessionClaims) => Promise<void>;
  /** Somebody is back from a provider. Answers the session they get here, or `stay`: nothing changes about that. */
  comeBack: (account: ProviderAccount) => Promise<SessionClaims | 'stay'>;
};

/** The same, answering null for what failed or was not expected. */
type KeptActs = {
  [Act in keyof Acts]: (given: Parameters<Acts[Act]>[0]) => Promise<Awaited<ReturnType<Acts[Act]>> | null>;
};

export type AuthRequest = {
  request: Request;
  /** The path below `/api/auth/`. */
  path: readonly string[];
  body: Record<string, unknown>;
  /** Instead of the one in the request's URL. */
  query?: Record<string, string>;
};

/**
 * next-auth's answer, through its handler for Node-style requests: unlike the one for route handlers it asks nothing
 * of Next's request context, so this is a function of a request to a response like the rest of the API.
 */
export async function askNextAuth(
  { request, path, body, query = queryOf(request) }: AuthRequest,
  acts: Partial<Acts> = {},
): Promise<Response> {
  const failures: unknown[] = [];
  const keeping =
    <G, T>(act: ((given: G) => Promise<T>) | undefined) =>
    async (given: G): Promise<T | null> => {
      try {
        return act ? await act(given) : null;
      } catch (error) {
        failures.push(error);
        return null;
      }
    };
  const { response, ended } = recordResponse();
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
      signIn: keeping(acts.signIn),
      signOut: keeping(acts.signOut),
      comeBack: keeping(acts.comeBack),
    }),
  );
  if (failures.length > 0) throw failures[0];
  return ended();
}

function options(acts: KeptActs): NextAuthOptions {
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
          return claims ? { id: claims.userId, sessionId: claims.sessionId } : null;
        },
      },
      ...makeProviders(),
    ],
    callbacks: {
      signIn: async ({ user, account }) => {
        if (account?.type !== 'oauth') return true;
        const { provider, providerAccountId } = account;
        const { name = null, email = null } = user;
        const came = await acts.comeBack({ provider, providerAccountId, name, email });
        // A string would be where to go without a session.
        if (!came || came === 'stay') return came ? env().PUBLIC_URL : false;
        // This very object is what next-auth hands on to `jwt`.
        Object.assign(user, { id: came.userId, sessionId: came.sessionId });
        return true;
      },
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
      signOut: async ({ token }) => {
        await acts.signOut({ userId: String(token.sub), sessionId: String(token['sid']) });
      },
    },
    logger: {
      // Of the details only the error: beside it stand profiles, with people's addresses.
      error: (code, details) => {
        log().warn(
          { err: details instanceof Error ? details : details.error, code },
          'next-auth refused a request',
        );
      },
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

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}
