import {
  issueSessionToken,
  type SessionClaims,
  sessionCookieName,
  tokenFromCookies,
} from '@/lib/auth/session-token';
import { freshAddress } from '@/lib/http/testing/ask';

const origin = 'http://localhost:3000';

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** A browser as far as signing in goes: it keeps cookies, and knows which page it was sent to. */
export function openBrowser(auth: { GET: Handler; POST: Handler }) {
  const cookies = new Map<string, string>();
  const address = freshAddress();

  async function send(method: 'GET' | 'POST', url: string | URL, body?: unknown): Promise<Response> {
    const asked = new URL(url, origin);
    const request = new Request(asked, {
      method,
      headers: {
        'x-forwarded-for': address,
        'user-agent': 'a browser for tests',
        'sec-fetch-site': method === 'GET' ? 'cross-site' : 'same-origin',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const nextauth = asked.pathname.split('/').slice(3);
    const response = await auth[method](request, { params: Promise.resolve({ nextauth }) });
    for (const cookie of response.headers.getSetCookie()) keep(cookie);
    return response;
  }

  function keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ');
    const [name = '', ...value] = pair.split('=');
    if (attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name);
    else cookies.set(name, value.join('='));
  }

  return {
    cookies,
    send,
    carry: async (claims: SessionClaims) => {
      cookies.set(sessionCookieName(), await issueSessionToken(claims));
    },
    /** Presses the button of a provider: the status, and the address of its page or the refusal's reason. */
    setOut: async (errand: Record<string, unknown>, provider = 'oidc') => {
      const { csrfToken } = await (await send('GET', '/api/auth/csrf')).json();
      const body = { csrfToken, json: 'true', ...errand };
      const response = await send('POST', `/api/auth/signin/${provider}`, body);
      const answer = await response.json();
      return { status: response.status, url: String(answer.url), error: answer.error };
    },
    /** Opens the address the provider sends people back to: where this browser is then. */
    comeBack: async (back: URL) => {
      const response = await send('GET', back);
      return (response.headers.get('location') ?? '').replace(origin, '');
    },
    token: () => tokenFromCookies([...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
  };
}
