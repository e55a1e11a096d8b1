import { z } from 'zod';
import { askNextAuth } from '@/lib/auth/next-auth';
import { readFields } from '@/lib/auth/read-fields';
import { signIn } from '@/lib/auth/sign-in';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError, notFound } from '@/lib/errors';
import { route } from '@/lib/http/route';
import { endSession } from '@/lib/sessions/commands';

const params = z.object({ nextauth: z.array(z.string()).min(1).max(2) });

const readable = ['csrf', 'session', 'providers', 'signin', 'signout', 'error'];
const writable = ['callback/credentials', 'signout'];

/** next-auth's own pages and its log are not offered: the log is a door for anyone to write into ours. */
export const GET = route({ access: 'anyone', params }, async ({ request, params }) => {
  if (!readable.includes(params.nextauth.join('/'))) throw notFound();
  return askNextAuth({ request, path: params.nextauth, body: {} }, reading);
});

/**
 * Signs in (`callback/credentials`: `csrfToken`, `email`, `password`, and `json: "true"` for `{url}` instead of a
 * redirect; 401 with reason `wrong_credentials`) and out (`signout`: `csrfToken`).
 */
export const POST = route({ access: 'anyone', params }, async ({ request, params, viewer }) => {
  if (!writable.includes(params.nextauth.join('/'))) throw notFound();
  const body = await readFields(request);
  return askNextAuth(
    { request, path: params.nextauth, body },
    { signIn: (given) => signInHere(request, given, viewer), signOut },
  );
});

const reading = { signIn: async () => null, signOut: async () => undefined };

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
