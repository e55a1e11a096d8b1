import type { IncomingMessage } from 'node:http';

/** Where the app's pages are: the address people type, and the port for those who come by another name. */
export type App = { publicUrl: string; port: number };

const methods = ['GET', 'HEAD', 'PUT'];
const allowed = ['content-type', 'if-none-match', 'range'];
/** A day, in seconds; browsers keep it for less. */
const MAX_AGE = '86400';

/** What lets a page of the app read an answer; nothing for pages of anybody else. */
export function corsHeaders({ headers }: IncomingMessage, app: App): Record<string, string> {
  const { origin } = headers;
  if (!origin || !isOwn(origin, headers.host, app)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'content-length, content-range, etag',
  };
}

/** The answer to a preflight: what a page of the app may send, or undefined for any other page or wish. */
export function preflight(incoming: IncomingMessage, app: App): Record<string, string> | undefined {
  const { origin, host, ...headers } = incoming.headers;
  const names = (headers['access-control-request-headers'] ?? '').toLowerCase().split(/\s*,\s*/);
  const wanted = headers['access-control-request-method'] ?? '';
  if (!origin || !isOwn(origin, host, app) || !methods.includes(wanted)) return undefined;
  if (!names.every((name) => name === '' || allowed.includes(name))) return undefined;
  return {
    ...corsHeaders(incoming, app),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': allowed.join(', '),
    'access-control-max-age': MAX_AGE,
  };
}

/**
 * Whether a page of the app asks: one under its public address, or, since people on one network come by whatever name
 * the machine has there, one on the same host as this store and the app's port.
 */
function isOwn(origin: string, host: string | undefined, { publicUrl, port }: App): boolean {
  if (origin === publicUrl) return true;
  if (!host || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return origin === new URL(`http://${hostname}:${port}`).origin;
}
