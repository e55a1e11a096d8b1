import { createHash, createHmac } from 'node:crypto';

/*
 * Signature version 4 as its documentation tells it, by hand and with nothing of ours or of the library that the store
 * checks by: a common mistake would otherwise agree with itself.
 */

export type HandSigned = {
  method: string;
  /** As it goes over the wire, escaped or not. */
  path: string;
  host: string;
  keys: { accessKeyId: string; secretAccessKey: string; region: string };
  /** Signed besides the host; names in lower case. */
  headers?: Record<string, string>;
  query?: Record<string, string>;
  at?: Date;
  expires?: string;
  service?: string;
};

/** The path with a query that signs the request. */
export function presignByHand(wish: HandSigned): string {
  const { method, path, host, keys, headers = {}, query = {}, at = new Date(), expires = '300' } = wish;
  const date = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/${keys.region}/${wish.service ?? 's3'}/aws4_request`;
  const signed = Object.entries({ ...headers, host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const search = Object.entries({
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${keys.accessKeyId}/${scope}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': expires,
    'X-Amz-SignedHeaders': names,
  })
    .map(([name, value]) => `${escape3986(name)}=${escape3986(value)}`)
    .sort()
    .join('&');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = [method, path, search, lines, names, 'UNSIGNED-PAYLOAD'].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', date, scope, hashed].join('\n');
  const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${keys.secretAccessKey}`));
  return `${path}?${search}&X-Amz-Signature=${hmac(key, text).toString('hex')}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function escape3986(text: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, percent);
}
