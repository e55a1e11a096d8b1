import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ApiError, call } from './api';

afterEach(() => vi.unstubAllGlobals());

/** The network's edge is the one thing replaced: what `fetch` would have answered. */
function answering(response: Response) {
  vi.stubGlobal('fetch', async () => response);
}

async function refused(): Promise<ApiError> {
  const error: unknown = await call('GET', '/api/me', { answer: z.unknown() }).catch(
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error('The call was not refused.');
}

test('a refusal without `current` keeps its reason and its fields', async () => {
  const fields = { email: { reason: 'email_taken' }, password: { reason: 'too_short', limit: 10 } };
  const error = {
    code: 'conflict',
    message: 'No.',
    requestId: 'r1',
    fields,
    params: { reason: 'email_taken' },
  };
  answering(Response.json({ error }, { status: 409 }));
  expect(await refused()).toMatchObject({
    code: 'conflict',
    status: 409,
    fields,
    params: { reason: 'email_taken' },
    requestId: 'r1',
  });
});

test('a refusal hands on the stored state and the seconds to wait', async () => {
  const error = { code: 'slow_down', message: 'No.', requestId: 'r1', current: { body: 'theirs' } };
  answering(Response.json({ error }, { status: 429, headers: { 'Retry-After': '7' } }));
  expect(await refused()).toMatchObject({ code: 'slow_down', current: { body: 'theirs' }, retryAfter: 7 });
});

test.each([
  [502, 'try_again'],
  [404, 'not_found'],
  [418, 'invalid'],
  [599, 'internal'],
])('a proxy that answers %d means %s', async (status, code) => {
  answering(new Response('<html>', { status }));
  expect(await refused()).toMatchObject({ code, status });
});
