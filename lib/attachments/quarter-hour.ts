import 'server-only';
import { single } from '@/lib/registry';

/** Addresses in pages are signed as of the last full quarter, so that everybody gets the same one. */
export const QUARTER_MS = 15 * 60_000;
/** Of each kind; an address takes about 1 KB. */
const KEPT = 20_000;

/** The instant at which the quarter of an hour began. */
export function quarterOf(now: number): number {
  return Math.floor(now / QUARTER_MS) * QUARTER_MS;
}

/** What this process keeps of one kind, for this quarter only. */
export function keptFor<T>(kind: string, quarter: number): Map<string, T> {
  const kept = single(kind, () => ({ quarter, values: new Map<string, T>() }));
  if (kept.quarter !== quarter) {
    kept.quarter = quarter;
    // Not cleared: whoever still signs for the quarter before keeps it there.
    kept.values = new Map();
  }
  return kept.values;
}

/** Names hold a host, which whoever asks writes, so they are unlimited: beyond the bound all begins anew. */
export function keep<T>(kept: Map<string, T>, name: string, value: T): T {
  if (kept.size >= KEPT) kept.clear();
  kept.set(name, value);
  return value;
}
