import 'server-only';
import { AppError } from '@/lib/errors';

const RETRY_AFTER_S = 5;

/** Whether the store says that there is no such object. (A bucket that is missing is a wrong setting.) */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name);
}

/** Whether the keys lack the right. (A HEAD is refused without a word, so the error has no name.) */
export function isForbidden(error: unknown): boolean {
  return error instanceof Error && statusOf(error) === 403;
}

/**
 * What to throw for a failed request: `try_again` when the store is away or asks for patience; anything else, such as
 * refused keys, is a fault to be logged whole and is left as it came.
 */
export function whileAway(error: unknown): unknown {
  if (!isAway(error)) return error;
  return new AppError('try_again', 'The object store does not answer just now.', {
    reason: 'store_away',
    retryAfter: RETRY_AFTER_S,
    cause: error,
  });
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = statusOf(error);
  // Without an answer it was the network, or one of our own time-outs.
  if (status === undefined) return 'code' in error || error.name === 'TimeoutError';
  return status >= 500 || status === 429;
}

function statusOf(error: Error): number | undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
