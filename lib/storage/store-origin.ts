import { env } from '@/lib/env';
import { publicEndpoint } from './public-endpoint';

/**
 * The origin of every address that is signed for a browser which reached us as `host` (a Host header): pages must be
 * allowed to load from it and to upload to it. Undefined where no store is set.
 */
export function storeOrigin(host: string | undefined): string | undefined {
  const { S3_ENDPOINT, S3_PUBLIC_ENDPOINT, S3_BUCKET, S3_FORCE_PATH_STYLE } = env();
  if (!S3_ENDPOINT) return undefined;
  const origin = publicEndpoint({ endpoint: S3_ENDPOINT, publicEndpoint: S3_PUBLIC_ENDPOINT }, host);
  return S3_FORCE_PATH_STYLE === 'true' ? origin : origin.replace('//', `//${S3_BUCKET}.`);
}
