import { issueSessionToken, type SessionClaims } from '@/lib/auth/session-token';

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

type Asking = {
  /** Whose session the request carries, as a bearer token. */
  as?: SessionClaims;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  method?: string;
  headers?: Record<string, string>;
};

/** What a handler answers, as a client sees it. `body` is for assertions only, so it has no type. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body, and fails when it is not there
export type Answer = { status: number; body: any; response: Response };

let addresses = 0;

/** An address nobody asked from before, so that tests do not use up each other's limits. */
export function freshAddress(): string {
  addresses += 1;
  return `198.51.${Math.floor(addresses / 250)}.${addresses % 250}`;
}

/** Asks a route's handler as our own page would, without a server in between. */
export async function ask(handler: Handler, asking: Asking = {}): Promise<Answer> {
  const { as, params = {}, query, body, method = body === undefined ? 'GET' : 'POST', headers } = asking;
  const search = query ? `?${new URLSearchParams(query)}` : '';
  const request = new Request(`http://localhost:3000/api/asked${search}`, {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': freshAddress(),
      ...(as && { authorization: `Bearer ${await issueSessionToken(as)}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text), response };
}

/** The session token that an answer set as a cookie; empty when it took it away, null when it said nothing of it. */
export function tokenSetBy({ response }: Answer): string | null {
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith('next-auth.session-token='));
  return cookie === undefined ? null : (cookie.split(';')[0]?.split('=')[1] ?? '');
}
