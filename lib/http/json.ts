import 'server-only';

// Of `Response.json` a host gets headers that are looked up and sorted one by one; these go out as they are.
const jsonHeaders = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store, private' };

/** A JSON answer that no cache keeps: everything we say depends on who asked. */
export function json(value: unknown, status = 200, headers?: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: headers ? { ...jsonHeaders, ...headers } : jsonHeaders,
  });
}
