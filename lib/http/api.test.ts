import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiError, call } from '@/lib/http/api';

const answer = z.object({ room: z.object({ id: z.string() }) });

function serve(respond: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const fetching = vi.fn(async (url: string, init: RequestInit) => respond(url, init));
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

async function refusalOf(asking: Promise<unknown>): Promise<ApiError> {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error('It was not refused.', { cause: error });
}

describe('call', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('sends JSON and a query, and drops what this version does not know', async () => {
    const fetching = serve(() => Response.json({ room: { id: 'tea', mood: 'merry' }, more: 1 }));
    const options = { body: { name: 'tea' }, query: { q: 'a b', after: undefined }, answer };
    expect(await call('POST', '/api/rooms', options)).toEqual({ room: { id: 'tea' } });
    const [url, init] = fetching.mock.calls[0] ?? [];
    expect(url).toBe('/api/rooms?q=a+b');
    expect(init).toMatchObject({ method: 'POST', body: '{"name":"tea"}' });
  });

  it('tells a refusal with all the server said', async () => {
    const fields = { name: { reason: 'too_long', limit: 60 } };
    const error = {
      code: 'invalid',
      message: 'No.',
      requestId: 'r1',
      fields,
      params: { reason: 'x' },
      current: 7,
    };
    serve(() => Response.json({ error }, { status: 422, headers: { 'Retry-After': '3' } }));
    const refusal = await refusalOf(call('GET', '/api/rooms', { answer }));
    expect(refusal).toMatchObject({ ...error, status: 422, retryAfter: 3 });
  });

  it('knows what a proxy means that speaks no JSON', async () => {
    const codes: string[] = [];
    for (const status of [401, 404, 413, 502, 504, 418, 599]) {
      serve(() => new Response('<h1>Oh</h1>', { status }));
      codes.push((await refusalOf(call('GET', '/api/rooms', { answer }))).code);
    }
    expect(codes).toEqual([
      'not_signed_in',
      'not_found',
      'too_large',
      'try_again',
      'try_again',
      'invalid',
      'internal',
    ]);
  });

  it('calls it unreachable when there is no answer, also within its time', async () => {
    serve(() => Promise.reject(new TypeError('Failed to fetch')));
    expect((await refusalOf(call('GET', '/api/rooms', { answer }))).code).toBe('unreachable');
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    serve((_url, init) => Promise.reject(init.signal?.reason));
    expect((await refusalOf(call('GET', '/api/rooms', { answer }))).code).toBe('unreachable');
    vi.restoreAllMocks();
  });

  it('calls it unreadable when the answer is not what was promised', async () => {
    serve(() => Response.json({ room: 'tea' }, { status: 201 }));
    expect(await refusalOf(call('POST', '/api/rooms', { answer }))).toMatchObject({
      code: 'unreadable',
      status: 201,
    });
  });

  it("throws the caller's own reason when the caller gives up", async () => {
    const leaving = new AbortController();
    serve((_url, init) => Promise.reject(init.signal?.reason));
    leaving.abort('left');
    await expect(call('GET', '/api/rooms', { answer, signal: leaving.signal })).rejects.toBe('left');
  });
});
