import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';

/** What a bucket must let pages do: send uploads with the headers that are signed, and read answers. */
const rule = {
  AllowedMethods: ['GET', 'HEAD', 'PUT'],
  AllowedHeaders: ['content-type', 'if-none-match', 'range'],
  ExposeHeaders: ['content-length', 'content-range', 'etag'],
  MaxAgeSeconds: 86_400,
};

/** The CORS settings of a bucket for an app at `origin`, as S3's and R2's own pages take them. */
export function corsRules(origin: string): string {
  return JSON.stringify([{ AllowedOrigins: [origin], ...rule }], null, 2);
}

/** A store that answers a question this slowly is no proof of anything. */
const ANSWER_MS = 1_000;

/**
 * Asks the store at `url` what a browser would ask before an upload; answers what is wrong, or undefined. `host`: the
 * name a browser reaches it by, where that is another one. Throws when nothing answers.
 */
export async function findCorsFault(url: URL, origin: string, host = url.host): Promise<string | undefined> {
  const { statusCode = 0, headers } = await preflight(url, {
    host,
    origin,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type,if-none-match',
  });
  const allowed = (name: string) => String(headers[`access-control-allow-${name}`] ?? '').toLowerCase();
  if (statusCode >= 300 || !['*', origin].includes(allowed('origin'))) return `it does not know ${origin}`;
  if (!listed(allowed('methods'), 'put')) return 'it does not allow PUT';
  const missing = ['content-type', 'if-none-match'].filter((name) => !listed(allowed('headers'), name));
  return missing.length > 0 ? `it does not allow the header ${missing.join(' and ')}` : undefined;
}

/** Not by `fetch`, which lets nobody choose the Host header. */
async function preflight(url: URL, headers: http.OutgoingHttpHeaders): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const asked = request(url, { method: 'OPTIONS', headers, signal: AbortSignal.timeout(ANSWER_MS) }).end();
  const [answer] = (await once(asked, 'response')) as [http.IncomingMessage];
  answer.resume();
  return answer;
}

function listed(list: string, name: string): boolean {
  return list.split(/\s*,\s*/).some((entry) => entry === name || entry === '*');
}
