import { z } from 'zod';
import { startErrandInput } from '@/lib/accounts/contract';
import { comeBack, setOut } from '@/lib/accounts/provider-errand';
import { providerLimit } from '@/lib/auth/limits';
import { askNextAuth } from '@/lib/auth/next-auth';
import { readFields } from '@/lib/auth/read-fields';
import { signIn } from '@/lib/auth/sign-in';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { route } from '@/lib/http/route';
import { endSession } from '@/lib/sessions/commands';

const params = z.object({ nextauth: z.array(z.string()).min(1).max(2) });
const tripParams = z.object({ nextauth: z.tuple([z.string(), z.string()]) });

const readable = ['csrf', 'session', 'providers', 'signin', 'signout', 'error'];
const writable = ['callback/credentials', 'signout'];

/** A provider is asked up to four times, each within the 3.5 s next-auth waits for it. */
const PROVIDER_DEADLINE_MS = 15_000;

type Context = { params: Promise<Record<string, string | string[] | undefined>> };

/** next-auth's own pages and its log are not offered: the log is a door for anyone to write into ours. */
const read = route({ access: 'anyone', params }, async ({ request, params }) => {
  if (!readable.includes(params.nextauth.join('/'))) throw notFound();
  return askNextAuth({ request, path: params.nextauth, body: {} });
});

const returned = route(
  // What a provider hands over works once.
  { access: 'anyone', params: tripParams, deadlineMs: PROVIDER_DEADLINE_MS, repeatable: false },
  async ({ request, requestId, params, viewer }) =>
    comeBack({ request, provider: params.nextauth[1], viewer }, requestId),
);

/** `callback/<provider>`: where a provider sends people back to. */
export const GET = async (request: Request, context: Context): Promise<Response> =>
  (await isTrip('callback', context)) ? returned(request, context) : read(request, context);

const write = route({ access: 'anyone', params }, async ({ request, params, viewer }) => {
  if (!writable.includes(params.nextauth.join('/'))) throw notFound();
  const body = await readFields(request);
  return askNextAuth(
    { request, path: params.nextauth, body },
    { signIn: (given) => signInHere(request, given, viewer), signOut },
  );
});

const sent = route(
  {
    access: 'anyone',
    params: tripParams,
    body: startErrandInput,
    limits: [providerLimit],
    deadlineMs: PROVIDER_DEADLINE_MS,
  },
  async ({ request, params, viewer, body }) =>
    setOut({ request, provider: params.nextauth[1], viewer }, body),
);

/**
 * Signs in (`callback/credentials`: `csrfToken`, `email`, `password`, and `json: "true"` for `{url}` instead of a
 * redirect; 401 with reason `wrong_credentials`) and out (`signout`: `csrfToken`). `signin/<provider>` answers the
 * `{url}` of the provider's page.
 */
export const POST = async (request: Request, context: Context): Promise<Response> =>
  (await isTrip('signin', context)) ? sent(request, context) : write(request, context);

async function isTrip(action: string, { params }: Context): Promise<boolean> {
  const { nextauth } = await params;
  return nextauth?.[0] === action && nextauth.length === 2 && nextauth[1] !== 'credentials';
}

async function signInHere(request: Request, given: unknown, before: Viewer | null) {
  const claims = await signIn(request, given);
  if (!claims) {
    throw new AppError('not_signed_in', 'No account has this e-mail and password.', {
      reason: 'wrong_credentials',
    });
  }
  // The cookie of whoever was signed in here is overwritten; their session would stay behind as a ghost device.
  if (before) await endSession(before, before.sessionId);
  return claims;
}

/** A session that ended before is signed out already. */
async function signOut({ userId, sessionId }: { userId: string; sessionId: string }): Promise<void> {
  await endSession({ userId }, sessionId);
}
