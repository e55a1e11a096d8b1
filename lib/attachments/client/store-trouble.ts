import { ApiError } from '@/lib/http/api';

/** The store refused for a reason of its own; S3's words for most of them are XML that differs from store to store. */
const FULL = 507;

/** What the store's status means for an upload that did not succeed. */
export function troubleOf(status: number): ApiError {
  if (status === FULL) return trouble('store_full');
  if (status >= 500 || status === 429 || status === 408) return trouble('store_away');
  return new ApiError('invalid', `The store answered ${status}.`, {
    status,
    params: { reason: 'store_refused' },
  });
}

export const storeAway = (): ApiError => trouble('store_away');

function trouble(reason: 'store_away' | 'store_full'): ApiError {
  return new ApiError('try_again', `The store does not take files: ${reason}.`, {
    status: 503,
    params: { reason },
  });
}
