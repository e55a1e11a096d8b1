import type { Span } from '@/lib/messages/reading';

/**
 * The rows in view by which a log holds on to what is read, the best first: those that begin in view from the top down,
 * then one that began above it. So the first line that begins in view keeps its pixel whatever comes, goes or grows above
 * it; where that row is gone, the next one does. Only where one row fills the view its own beginning is kept.
 *
 * @param rows in view, from the top down: their edges in px below its upper edge
 */
export function anchorsOf<R extends Span>(rows: readonly R[]): R[] {
  return [...rows.filter(({ start }) => start >= 0), ...rows.filter(({ start }) => start < 0)];
}

/**
 * How far the log has to be scrolled for its first anchor that is still there to stand where it stood, in px; 0 where
 * none is left.
 *
 * @param standsNow the start of an anchor as it is now; null once its row is gone
 * @param scrolled how far somebody has scrolled since, which moves every row up by as much
 */
export function driftOf<R extends Span>(
  anchors: readonly R[],
  standsNow: (anchor: R) => number | null,
  scrolled: number,
): number {
  for (const anchor of anchors) {
    const now = standsNow(anchor);
    if (now !== null) return now - (anchor.start - scrolled);
  }
  return 0;
}
