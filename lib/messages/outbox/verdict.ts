import type { ApiError } from '@/lib/http/api';

/** What to do with a message after an attempt that did not succeed. */
export type Verdict =
  /** The server has it, and said so in a way this version cannot read. The stream brings it. */
  | { kind: 'stored' }
  /** Nobody knows whether it was stored. The same PUT again is harmless. */
  | { kind: 'again'; retryAfterMs: number | null }
  /** Kept until the person is signed in again. */
  | { kind: 'signed-out' }
  /** Refused for good: the person decides. */
  | { kind: 'failed' };

export function judge(error: ApiError): Verdict {
  const { code, status, retryAfter } = error;
  if (code === 'unreadable') return { kind: 'stored' };
  if (code === 'not_signed_in') return { kind: 'signed-out' };
  if (code === 'unreachable' || code === 'slow_down' || status >= 500) {
    return { kind: 'again', retryAfterMs: retryAfter === undefined ? null : retryAfter * 1_000 };
  }
  return { kind: 'failed' };
}
