import { z } from 'zod';
import { call } from '@/lib/http/api';

const csrfAnswer = z.object({ csrfToken: z.string() });

/** Signs this browser in. Throws `ApiError`, with one reason for a wrong address and a wrong password alike. */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  const { csrfToken } = await call('GET', '/api/auth/csrf', { answer: csrfAnswer });
  // next-auth redirects unless it is asked for JSON in so many words.
  const body = { ...credentials, csrfToken, json: 'true', callbackUrl: '/' };
  await call('POST', '/api/auth/callback/credentials', { body, answer: z.unknown() });
}
