import { z } from 'zod';
import { call } from '@/lib/http/api';
import { refusalIn } from '@/lib/realtime/client/store';

const csrfAnswer = z.object({ csrfToken: z.string() });

/** Ends the session on the server. One that had ended before is fine. Throws `ApiError` when nobody answers. */
export async function endSession(): Promise<void> {
  try {
    const { csrfToken } = await call('GET', '/api/auth/csrf', { answer: csrfAnswer });
    // next-auth redirects unless it is asked for JSON in so many words.
    const body = { csrfToken, json: 'true', callbackUrl: '/' };
    await call('POST', '/api/auth/signout', { body, answer: z.unknown() });
  } catch (error) {
    if (refusalIn(error).code !== 'not_signed_in') throw error;
  }
}
