import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Asked } from './asked';
import { equal, type Keys, readClaim } from './claim';
import { Refusal } from './refusal';

/** The signed headers with their values. */
type Signed = Map<string, string>;

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
    const { presigned, signedAt, signed, signature } = readClaim(asked, keys, now);
    const again = presigned ? presignAgain : signAgain;
    if (!equal(await again(signer, asked, signed, signedAt), signature))
      throw new Refusal(403, 'SignatureDoesNotMatch', 'The signature is not one for this request.');
    return new Set(signed.keys());
  };
}

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
