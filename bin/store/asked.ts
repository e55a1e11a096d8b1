import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isKey } from '@/lib/storage/keys';
import { denied, Refusal, wrong } from './refusal';

/** A request as it came: the path unescaped by nobody, because that is what was signed. */
export type Asked = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
};

const signature = [
  'Algorithm',
  'Content-Sha256',
  'Credential',
  'Date',
  'Expires',
  'SignedHeaders',
  'Signature',
];
const responses = ['response-cache-control', 'response-content-disposition', 'response-content-type'];
const listing = [
  'list-type',
  'prefix',
  'start-after',
  'continuation-token',
  'max-keys',
  'encoding-type',
  'delimiter',
];
/** Everything a query may hold. A parameter that we do not know could mean more than we do. */
const known = new Set([...signature.map((name) => `X-Amz-${name}`), ...responses, ...listing, 'x-id']);

/** Reads the request line strictly: known parameters only, each once, well-formed. */
export function readAsked(incoming: IncomingMessage): Asked {
  const { method = '', url = '', headers } = incoming;
  const [, path = '', search] = /^(\/[\x21\x22\x24-\x3e\x40-\x7e]*)(?:\?([\x21-\x7e]*))?$/.exec(url) ?? [];
  if (path === '') throw wrong('The address is not one of this store.');
  refuseDoubled(incoming);
  return { method, path, query: readQuery(search ?? ''), headers };
}

/** Of a header that comes twice, what is signed and what is used could be two different ones. */
function refuseDoubled({ headersDistinct }: IncomingMessage): void {
  if (Object.values(headersDistinct).some((values) => (values?.length ?? 0) > 1))
    throw wrong('A header comes more than once.');
}

function readQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const pair of search === '' ? [] : search.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    if (!known.has(name))
      throw new Refusal(501, 'NotImplemented', 'The query holds what this store does not know.');
    if (name in query) throw wrong('A parameter of the query comes more than once.');
    query[name] = decode(rest.join('='));
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Half an escape, or bytes that are no UTF-8.
    throw wrong('The query is not well escaped.');
  }
}

/** What the path names: an object, or, without a key, the bucket. Keys need no escapes, so an escape is a trick. */
export function readTarget(path: string, bucket: string): { key?: string } {
  if (path === `/${bucket}` || path === `/${bucket}/`) return {};
  const [, name = '', key = ''] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
  if (name !== bucket) throw new Refusal(404, 'NoSuchBucket', 'There is no such bucket.');
  if (!isKey(key)) throw denied('This store has no keys like this one.');
  return { key };
}
