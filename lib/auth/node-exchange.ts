import 'server-only';

/** A request's cookies by name, as Node hosts hand them to next-auth; without its own memory of a callback. */
export function readCookies(header: string | null): Record<string, string> {
  const cookies: [string, string][] = [];
  for (const pair of (header ?? '').split(';')) {
    const [name = '', ...value] = pair.split('=');
    // Where one came from the last request's URL, sent back by us; a foreign one must not decide anything.
    if (name.trim() === '' || name.includes('next-auth.callback-url')) continue;
    cookies.push([name.trim(), decoded(value.join('=').trim())]);
  }
  return Object.fromEntries(cookies);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Some other program's cookie; it is passed on as it is.
    return value;
  }
}

/** The few methods of Node's response that next-auth calls, and the Web response made from them. */
export function recordResponse() {
  const headers = new Map<string, string | string[]>();
  let status = 200;
  let body: string | null = null;
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    json: (value: unknown) => {
      headers.set('content-type', 'application/json');
      body = JSON.stringify(value);
    },
    send: (value: unknown) => {
      body = typeof value === 'string' || value == null ? (value ?? null) : JSON.stringify(value);
    },
    end: () => undefined,
  };
  const ended = (): Response => {
    const sent = new Headers({ 'Cache-Control': 'no-store, private' });
    for (const [name, value] of headers) {
      if (name === 'cache-control') continue;
      for (const one of Array.isArray(value) ? value : [value]) sent.append(name, one);
    }
    return new Response(body, { status, headers: sent });
  };
  return { response, ended };
}
