import { createHash, timingSafeEqual } from 'node:crypto';
import type { Asked } from './asked';
import { denied, Refusal } from './refusal';

/** What opens the store, and the region that signatures are for. */
export type Keys = { accessKeyId: string; secretAccessKey: string; region: string };

/** Whoever signs does it by a clock of this machine, or one that is kept; S3 allows as much. */
const SKEW_MS = 15 * 60 * 1_000;
const WEEK_S = 7 * 24 * 60 * 60;
const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const EMPTY = createHash('sha256').digest('hex');

/** What a request says of its signature, as it says it. */
type Words = { credential: string; date: string; signedHeaders: string; signature: string };

/** What a request claims, checked in all but the signature itself. */
export type Claim = { presigned: boolean; signedAt: Date; signed: Map<string, string>; signature: string };

/**
 * Reads who claims to have signed what and when, from the query or the Authorization header. Throws a `Refusal` unless
 * it is for this store, now, and over all that matters.
 */
export function readClaim(asked: Asked, keys: Keys, now: Date): Claim {
  const presigned = asked.query['X-Amz-Signature'] !== undefined;
  const words = presigned ? readQuery(asked) : readHeader(asked);
  const signedAt = readDate(words.date);
  requireScope(words, keys);
  const signed = readSignedHeaders(words, asked);
  if (presigned) requireNotExpired(asked, signedAt, now);
  else requireRecent(signedAt, now);
  return { presigned, signedAt, signed, signature: words.signature };
}

function readQuery({ query, headers }: Asked): Words {
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

function readHeader({ query, headers }: Asked): Words {
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

function requireScope({ credential, date }: Words, { accessKeyId, region }: Keys): void {
  const [id = '', ...scope] = credential.split('/');
  if (!equal(id, accessKeyId))
    throw new Refusal(403, 'InvalidAccessKeyId', 'This is no access key of this store.');
  if (scope.join('/') !== `${date.slice(0, 8)}/${region}/s3/aws4_request`)
    throw denied('The signature is for another day, region or service.');
}

/** The signed headers with their values. Whatever steers a store (`x-amz-…`) must be among them. */
function readSignedHeaders({ signedHeaders }: Words, { headers }: Asked): Map<string, string> {
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

/** Takes as long wherever two texts of one length begin to differ. */
export function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
