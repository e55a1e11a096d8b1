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
  /** False: the host is left out of what is signed. */
  signsHost?: boolean;
  at?: Date;
  expires?: string;
  service?: string;
};

/** The path with a query that signs the request. */
export function presignByHand(wish: HandSigned): string {
  const { path, query = {}, expires = '300' } = wish;
  const { date, scope, names } = frame(wish, wish.headers);
  const signing = {
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${wish.keys.accessKeyId}/${scope}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': expires,
    'X-Amz-SignedHeaders': names,
  };
  const signature = sign({ ...wish, query: signing }, wish.headers, 'UNSIGNED-PAYLOAD');
  return `${path}?${searchOf(signing)}&X-Amz-Signature=${signature}`;
}

/** The headers that sign the request, those of the wish included. */
export function authorizeByHand(wish: HandSigned): Record<string, string> {
  const payload = wish.headers?.['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  const dated = { 'x-amz-date': frame(wish).date, 'x-amz-content-sha256': payload, ...wish.headers };
  const { scope, names } = frame(wish, dated);
  const credential = `Credential=${wish.keys.accessKeyId}/${scope}`;
  const signature = sign(wish, dated, payload);
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...dated, authorization };
}

function frame(wish: HandSigned, headers = {}) {
  const { at = new Date(), keys, service = 's3', host, signsHost = true } = wish;
  const date = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const signed = Object.entries({ ...headers, ...(signsHost && { host }) }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const scope = `${date.slice(0, 8)}/${keys.region}/${service}/aws4_request`;
  return { date, scope, signed, names: signed.map(([name]) => name).join(';') };
}

function sign(wish: HandSigned, headers: Record<string, string> | undefined, payload: string): string {
  const { date, scope, signed, names } = frame(wish, headers);
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = [wish.method, wish.path, searchOf(wish.query ?? {}), lines, names, payload].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${wish.keys.secretAccessKey}`));
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope, hashed].join('\n')).toString('hex');
}

function searchOf(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${escape3986(name)}=${escape3986(value)}`);
  return pairs.sort().join('&');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function escape3986(text: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, percent);
}
