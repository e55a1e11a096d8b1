const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try, in milliseconds: exponential with full jitter, so that ten thousand clients
 * that lost the same server do not come back in the same second.
 * @param failures in a row so far, from 0
 * @param random 0 ≤ random < 1
 */
export function backoffMs(failures: number, random: number = Math.random()): number {
  return Math.round(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures));
}
