import { z } from 'zod';
import { ApiError, call } from '@/lib/http/api';

const csrfAnswer = z.object({ csrfToken: z.string() });

/** Signs this browser in. Throws `ApiError`: `not_signed_in` when address and password do not belong together. */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  const { csrfToken } = await call('GET', '/api/auth/csrf', { answer: csrfAnswer });
  try {
    await call('POST', '/api/auth/callback/credentials', {
      // next-auth redirects unless it is asked for JSON in so many words.
      body: { ...credentials, csrfToken, json: 'true', callbackUrl: '/' },
      answer: z.unknown(),
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'not_signed_in') throw error;
    throw new ApiError('not_signed_in', 'Address and password do not belong together.', {
      status: error.status,
      params: { reason: 'wrong_password' },
      cause: error,
    });
  }
}
