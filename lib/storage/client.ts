import 'server-only';
import { S3Client } from '@aws-sdk/client-s3';
import { env } from '@/lib/env';

/** What a store may take before a request of ours has failed. */
export type Patience = { attempts: number; connectMs: number; answerMs: number };

/** Both attempts fit into a route's deadline, so that what it answers in the end says why. */
const ROUTE: Patience = { attempts: 2, connectMs: 500, answerMs: 900 };

/** Where objects are, and what opens it. */
export type Place = {
  endpoint: string;
  publicEndpoint?: string | undefined;
  /** Where downloads are led to instead; it passes them on to the store under the store's own name. */
  cdnEndpoint?: string | undefined;
  bucket: string;
  region: string;
  pathStyle: boolean;
  keys: { accessKeyId: string; secretAccessKey: string };
};

/** What the environment says about the store. Throws when it says nothing: the launcher sees to it that it does. */
export function readPlace(): Place {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, ...others } = env();
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error('S3_ENDPOINT is not set; .env.example says what it is for.');
  return {
    endpoint: S3_ENDPOINT,
    publicEndpoint: others.S3_PUBLIC_ENDPOINT,
    cdnEndpoint: others.S3_CDN_ENDPOINT,
    bucket: S3_BUCKET,
    region: others.S3_REGION,
    pathStyle: others.S3_FORCE_PATH_STYLE === 'true',
    keys: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  };
}

export function makeClient(place: Place, { attempts, connectMs, answerMs } = ROUTE): S3Client {
  return new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    forcePathStyle: place.pathStyle,
    credentials: place.keys,
    // Otherwise the client signs a checksum of a body that it never sees, and every browser's upload fails.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: attempts,
    // Without the flag a request that is never answered is only warned about, and waited for.
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      socketTimeout: answerMs,
      throwOnRequestTimeout: true,
    },
  });
}
