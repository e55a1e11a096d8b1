export type Place = {
  limit: number;
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
};

/**
 * The closed range of seqs a page shows in a room of `lastSeq` messages; empty when `last < first`. `before` and
 * `after` exclude their seq; `around` includes it, with half the limit before it; no place is the end of the room.
 */
export function pageRange(
  { limit, before, after, around }: Place,
  lastSeq: number,
): { first: number; last: number } {
  if (after !== undefined) return clip(after + 1, after + limit, lastSeq);
  if (around !== undefined) {
    const first = Math.min(around, lastSeq) - Math.floor(limit / 2);
    return clip(first, first + limit - 1, lastSeq);
  }
  const last = Math.min(before ?? lastSeq + 1, lastSeq + 1) - 1;
  return clip(last - limit + 1, last, lastSeq);
}

function clip(first: number, last: number, lastSeq: number): { first: number; last: number } {
  return { first: Math.max(1, first), last: Math.min(last, lastSeq) };
}
