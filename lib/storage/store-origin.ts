import { env } from '@/lib/env';
import { publicEndpoint } from './public-endpoint';

/**
 * The origins of all addresses that are signed for a browser which reached us as `host` (a Host header), the one that
 * uploads go to first: pages must be allowed to load from them. None where no store is set.
 */
export function storeOrigins(host: string | undefined): string[] {
  const { S3_ENDPOINT, S3_PUBLIC_ENDPOINT, S3_CDN_ENDPOINT, S3_BUCKET, S3_FORCE_PATH_STYLE } = env();
  if (!S3_ENDPOINT) return [];
  const origin = publicEndpoint({ endpoint: S3_ENDPOINT, publicEndpoint: S3_PUBLIC_ENDPOINT }, host);
  const store = S3_FORCE_PATH_STYLE === 'true' ? origin : origin.replace('//', `//${S3_BUCKET}.`);
  return S3_CDN_ENDPOINT ? [store, S3_CDN_ENDPOINT] : [store];
}
