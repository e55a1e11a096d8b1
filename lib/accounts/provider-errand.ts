import 'server-only';
import { type Errand, errandCookie, noErrandCookie, readErrand } from '@/lib/auth/errand';
import { providerLimit } from '@/lib/auth/limits';
import { askNextAuth, type ProviderAccount } from '@/lib/auth/next-auth';
import { ownPath } from '@/lib/auth/own-path';
import { listProviders } from '@/lib/auth/providers';
import { userAgentOf } from '@/lib/auth/session-cookie';
import type { SessionClaims } from '@/lib/auth/session-token';
import type { Viewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { AppError, notFound } from '@/lib/errors';
import { errorResponse } from '@/lib/http/error-response';
import { consumeLimits } from '@/lib/http/limits';
import { endSession } from '@/lib/sessions/commands';
import { errandAnswer, type StartErrandInput } from './contract';
import { enterByProvider, refusedByProvider } from './enter-by-provider';
import { linkAccount } from './linked-accounts';

const PROFILE = '/settings/profile';

type Trip = { request: Request; provider: string; viewer: Viewer | null };

/** Sends somebody to a provider: answers its address, and lets the browser keep what they go there for. */
export async function setOut(
  { request, provider, viewer }: Trip,
  input: StartErrandInput,
): Promise<Response> {
  requireProvider(provider);
  if (input.purpose === 'link' && !viewer) throw new AppError('not_signed_in', 'Sign in first.');
  const { csrfToken, json } = input;
  // Whatever stood in the address would go on to the provider, as if we asked for it.
  const asked = { request, path: ['signin', provider], body: { csrfToken, json }, query: {} };
  const response = await askNextAuth(asked);
  const { url } = errandAnswer.parse(await response.clone().json());
  const state = url.startsWith(`${env().PUBLIC_URL}/api/auth/`)
    ? null
    : new URL(url).searchParams.get('state');
  if (!state) throw notSetOut(url);
  const errand = errandOf(input, { provider, state }, viewer);
  response.headers.append('Set-Cookie', await errandCookie(errand));
  return response;
}

/** next-auth says what it refuses by where it would send the browser: to its own sign-in page, or to its error page. */
function notSetOut(url: string): AppError {
  if (new URL(url).searchParams.has('csrf')) {
    return new AppError('not_allowed', 'The CSRF token is not this browser’s.', { reason: 'cross_site' });
  }
  return new AppError('try_again', 'The provider does not answer.', {
    reason: 'provider_away',
    retryAfter: 5,
  });
}

function errandOf(
  input: StartErrandInput,
  trip: { provider: string; state: string },
  viewer: Viewer | null,
): Errand {
  if (input.purpose === 'link' && viewer) {
    const { userId, sessionId } = viewer;
    return { ...trip, purpose: 'link', to: PROFILE, userId, sessionId };
  }
  const { to, invite } = input.purpose === 'enter' ? input : {};
  return { ...trip, purpose: 'enter', to: ownPath(to), invite };
}

/**
 * Somebody is back from a provider, by a link that anybody may have made. It counts only in the browser that set out,
 * for what it set out for. Always answers a redirect: this is a page's address, and nobody reads JSON there.
 */
export async function comeBack(trip: Trip, requestId: string): Promise<Response> {
  const { request, provider, viewer } = trip;
  const query = new URL(request.url).searchParams;
  const errand = await readErrand(request, { provider, state: query.get('state') });
  // Somebody else's link must not end the errand this browser is on.
  const over = errand ? [noErrandCookie()] : [];
  try {
    await consumeLimits([providerLimit], request, null);
    if (!errand || (errand.purpose === 'link' && !isBegunBy(viewer, errand))) throw refusedByProvider();
    if (query.get('error') === 'access_denied') {
      throw new AppError('not_signed_in', 'They changed their mind.', { reason: 'provider_cancelled' });
    }
    const cookies = await exchange(errand, trip);
    return redirectTo(errand.to, [...cookies, ...over]);
  } catch (error) {
    // The answer route() would give, with its line in the log, told by a page.
    const told = await errorResponse(error, requestId).json();
    const { code, params } = told.error;
    const why = params?.reason ? `${code}.${params.reason}` : code;
    return redirectTo(`${viewer ? PROFILE : '/sign-in'}?error=${encodeURIComponent(why)}`, over);
  }
}

/** An errand of another session, also of the same person, is not this one's: somebody may have put it there. */
function isBegunBy(
  viewer: Viewer | null,
  { userId, sessionId }: { userId: string; sessionId: string },
): boolean {
  return viewer?.userId === userId && viewer.sessionId === sessionId;
}

/** Has next-auth exchange the code, and does the errand. Answers the cookies to set. */
async function exchange(errand: Errand, { request, provider, viewer }: Trip): Promise<string[]> {
  let done = false;
  const act = async (account: ProviderAccount): Promise<SessionClaims | 'stay'> => {
    const answer = await runErrand(errand, account, { request, viewer });
    done = true;
    return answer;
  };
  const response = await askNextAuth({ request, path: ['callback', provider], body: {} }, { comeBack: act });
  if (!done) throw refusedByProvider();
  return response.headers.getSetCookie();
}

async function runErrand(
  errand: Errand,
  account: ProviderAccount,
  { request, viewer }: Pick<Trip, 'request' | 'viewer'>,
): Promise<SessionClaims | 'stay'> {
  if (errand.purpose === 'link') {
    if (!viewer) throw refusedByProvider();
    await linkAccount(viewer, account);
    return 'stay';
  }
  const claims = await enterByProvider(account, {
    invite: errand.invite,
    userAgent: userAgentOf(request),
    signedIn: viewer !== null,
  });
  // The cookie of whoever was signed in here is overwritten; their session would stay behind as a ghost device.
  if (viewer) await endSession(viewer, viewer.sessionId);
  return claims;
}

function requireProvider(provider: string): void {
  if (!listProviders().some(({ id }) => id === provider)) throw notFound();
}

function redirectTo(path: string, cookies: readonly string[]): Response {
  const headers = new Headers({ Location: env().PUBLIC_URL + path, 'Cache-Control': 'no-store, private' });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 302, headers });
}
