/** Within this many pixels of the end the log follows new messages. */
export const PIN_DISTANCE = 100;
/** Older and newer pages are asked for this many pixels before the reader gets there. */
export const LOAD_DISTANCE = 1_200;

export type Span = { start: number; end: number };

/**
 * The highest seq whose row was seen: its end is inside the view, or the row is taller than the view and fills it.
 * Null when no numbered row was.
 */
export function highestSeen(
  rows: readonly (Span & { seq: number | undefined })[],
  view: Span,
): number | null {
  let highest: number | null = null;
  for (const { start, end, seq } of rows) {
    const seen = (end <= view.end + 1 && end > view.start) || (start <= view.start && end >= view.end);
    if (seen && seq !== undefined && (highest === null || seq > highest)) highest = seq;
  }
  return highest;
}

/** How many others' messages stand above `seenSeq`: what the pill counts. */
export function countNew(
  messages: readonly { seq: number; authorId: string; deleted?: boolean }[],
  { seenSeq, meId }: { seenSeq: number; meId: string },
): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || message.seq <= seenSeq) break;
    if (message.authorId !== meId && !message.deleted) count += 1;
  }
  return count;
}

/**
 * What to remember of where somebody reads: the first numbered row that begins in view and how far below the view's
 * upper edge; where none begins, the row that fills it.
 */
export function placeIn<R extends Span & { seq: number | undefined }>(
  rows: readonly R[],
  view: Span,
): { seq: number; offset: number } | null {
  const numbered = rows.filter(({ seq, end }) => seq !== undefined && end > view.start);
  const row = numbered.find(({ start }) => start >= view.start && start < view.end) ?? numbered[0];
  return row?.seq === undefined ? null : { seq: row.seq, offset: row.start - view.start };
}
