import { z } from 'zod';
import { errandAnswer, type StartErrandInput } from '@/lib/accounts/contract';
import { call } from '@/lib/http/api';

/** What somebody goes to a provider for. */
export type Errand = { purpose: 'enter'; to?: string; invite?: string } | { purpose: 'link' };

const csrfAnswer = z.object({ csrfToken: z.string() });

/** Opens the provider's own page; it sends this browser back to us. Throws `ApiError`. */
export async function setOut(provider: string, errand: Errand): Promise<void> {
  const { csrfToken } = await call('GET', '/api/auth/csrf', { answer: csrfAnswer });
  const body: StartErrandInput = { ...errand, csrfToken, json: 'true' };
  const { url } = await call('POST', `/api/auth/signin/${provider}`, { body, answer: errandAnswer });
  // The one address we open that is not ours: the server made it, from what this deployment has set up.
  location.assign(url);
}
