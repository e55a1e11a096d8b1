type Span = { start: number; end: number };

/**
 * Whether the log scrolls along when a row comes out larger or smaller than it was taken for, so that what is read stays
 * where it is. True for all that begins above the view: then every row that begins in view keeps its pixel. Only a row
 * that fills the view keeps its own beginning instead, for nothing else is to be seen.
 */
export function holdsBelow(row: Span, view: Span): boolean {
  return row.start < view.start && row.end < view.end;
}
