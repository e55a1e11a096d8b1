import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Asked } from './asked';
import { denied, Refusal } from './refusal';

export type Keys = { accessKeyId: string; secretAccessKey: string; region: string };

/** Whoever signs does it by a clock of this machine, or one that is kept; S3 allows as much. */
const SKEW_MS = 15 * 60 * 1_000;
const WEEK_S = 7 * 24 * 60 * 60;
const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const EMPTY = createHash('sha256').digest('hex');

/** What a request claims about its signature, wherever it carries it. */
type Claim = { credential: string; date: string; signedHeaders: string; signature: string };

/**
 * Who may ask is who has the secret: checks a signature of version 4, in the query (presigned) or in the
 * Authorization header, over method, path, query and the headers it names. Throws a `Refusal`; answers the names of
 * the signed headers. The arithmetic is the library's that S3 clients sign with: ours is only what must hold around it.
 */
export function makeVerifier(keys: Keys): (asked: Asked, now: Date) => Promise<ReadonlySet<string>> {
  const signer = new SignatureV4({
    service: 's3',
    region: keys.region,
    credentials: keys,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  return async (asked, now) => {
    const presigned = asked.query['X-Amz-Signature'] !== undefined;
    const claim = presigned ? readQueryClaim(asked) : readHeaderClaim(asked);
    const signedAt = readDate(claim.date);
    requireScope(claim, keys);
    const signed = readSignedHeaders(claim, asked);
    if (presigned) requireNotExpired(asked, signedAt, now);
    else requireRecent(signedAt, now);
    const expected = presigned
      ? await presignAgain(signer, asked, signed, signedAt)
      : await signAgain(signer, asked, signed, signedAt);
    if (!equal(expected, claim.signature))
      throw new Refusal(403, 'SignatureDoesNotMatch', 'The signature is not one for this request.');
    return new Set(signed.keys());
  };
}

function readQueryClaim({ query, headers }: Asked): Claim {
  if (headers.authorization !== undefined) throw denied('A request is signed in one place.');
  if (query['X-Amz-Algorithm'] !== ALGORITHM)
    throw denied('The signature is of a kind this store does not know.');
  if ((query['X-Amz-Content-Sha256'] ?? UNSIGNED) !== UNSIGNED)
    throw denied('A presigned body is not hashed.');
  return {
    credential: query['X-Amz-Credential'] ?? '',
    date: query['X-Amz-Date'] ?? '',
    signedHeaders: query['X-Amz-SignedHeaders'] ?? '',
    signature: query['X-Amz-Signature'] ?? '',
  };
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^ ,]+), ?SignedHeaders=([^ ,]+), ?Signature=([0-9a-f]{64})$/;

function readHeaderClaim({ query, headers }: Asked): Claim {
  const [, credential, signedHeaders, signature] = authorization.exec(headers.authorization ?? '') ?? [];
  if (!credential || !signedHeaders || !signature) throw denied('The request is not signed.');
  if (Object.keys(query).some((name) => name.startsWith('X-Amz-')))
    throw denied('A request is signed in one place.');
  if (![EMPTY, UNSIGNED].includes(String(headers['x-amz-content-sha256'])))
    throw denied('Only presigned requests may have a body.');
  return { credential, signedHeaders, signature, date: String(headers['x-amz-date']) };
}

/** `20261121T023304Z`. */
function readDate(text: string): Date {
  const date = new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!/^\d{8}T\d{6}Z$/.test(text) || Number.isNaN(date.getTime())) throw denied('The date is none.');
  return date;
}

function requireScope({ credential, date }: Claim, { accessKeyId, region }: Keys): void {
  const [id = '', ...scope] = credential.split('/');
  if (!equal(id, accessKeyId))
    throw new Refusal(403, 'InvalidAccessKeyId', 'This is no access key of this store.');
  if (scope.join('/') !== `${date.slice(0, 8)}/${region}/s3/aws4_request`)
    throw denied('The signature is for another day, region or service.');
}

/** The signed headers with their values. Whatever steers a store (`x-amz-…`) must be among them. */
function readSignedHeaders({ signedHeaders }: Claim, { headers }: Asked): Map<string, string> {
  const names = signedHeaders.split(';');
  if (!names.includes('host')) throw denied('The host is not signed.');
  const unsigned = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !names.includes(name));
  if (unsigned) throw denied('A header that matters is not signed.');
  return new Map(
    names.map((name) => {
      const value = headers[name];
      if (typeof value !== 'string') throw denied('A signed header is missing.');
      return [name, value];
    }),
  );
}

function requireNotExpired({ query }: Asked, signedAt: Date, now: Date): void {
  const text = query['X-Amz-Expires'] ?? '';
  const seconds = Number(text);
  if (!/^[1-9]\d{0,5}$/.test(text) || seconds > WEEK_S)
    throw denied('The time until the address expires is none.');
  if (signedAt.getTime() - now.getTime() > SKEW_MS) throw denied('The address is not valid yet.');
  if (now.getTime() >= signedAt.getTime() + seconds * 1_000) throw denied('The address has expired.');
}

function requireRecent(signedAt: Date, now: Date): void {
  if (Math.abs(now.getTime() - signedAt.getTime()) > SKEW_MS)
    throw new Refusal(403, 'RequestTimeTooSkewed', 'The request was signed by another clock, or long ago.');
}

type Signed = Map<string, string>;

function asRequest({ method, path }: Asked, query: Record<string, string>, signed: Signed) {
  // A body that is neither text nor bytes is what the library writes UNSIGNED-PAYLOAD for.
  return {
    method,
    protocol: 'http:',
    hostname: '',
    path,
    query,
    headers: Object.fromEntries(signed),
    body: {},
  };
}

const added = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
  (n) => `X-Amz-${n}`,
);

async function presignAgain(
  signer: SignatureV4,
  asked: Asked,
  signed: Signed,
  signingDate: Date,
): Promise<string> {
  const query = Object.fromEntries(Object.entries(asked.query).filter(([name]) => !added.includes(name)));
  const { query: result } = await signer.presign(asRequest(asked, query, signed), {
    signingDate,
    expiresIn: Number(asked.query['X-Amz-Expires']),
    signableHeaders: new Set(signed.keys()),
    unhoistableHeaders: new Set(signed.keys()),
  });
  return String(result?.['X-Amz-Signature']);
}

async function signAgain(
  signer: SignatureV4,
  asked: Asked,
  signed: Signed,
  signingDate: Date,
): Promise<string> {
  const { headers } = await signer.sign(asRequest(asked, asked.query, signed), {
    signingDate,
    signableHeaders: new Set(signed.keys()),
  });
  return headers['authorization']?.split('Signature=')[1] ?? '';
}

/** Takes as long wherever two texts of one length begin to differ. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** SHA-256, or its HMAC when given a secret, in the shape the library asks for. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', asBytes(secret));
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error('A hash is used once.');
  }
}

function asBytes(secret: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof secret === 'string') return Buffer.from(secret);
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
