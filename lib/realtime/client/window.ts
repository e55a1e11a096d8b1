import { PAGE_DEFAULT } from '@/lib/messages/contract';
import { endOf, type HeldMessage, type Hold, type Window } from '@/lib/realtime/client/state';

/** Above so many rows a window lets go of those far from the reader; */
export const WINDOW_MAX = 4 * PAGE_DEFAULT;
/** and holds so many then: all that a log draws around its reader, and room for a page before it has to do so again. */
const WINDOW_KEPT = 3 * PAGE_DEFAULT;

/** A held message is replaced only by one with a higher rev, whatever brings it. */
export function newer(held: HeldMessage | undefined, row: HeldMessage): HeldMessage {
  return held && held.rev >= row.rev ? held : row;
}

/**
 * Puts rows in their places. What belongs outside the window is kept while a page is in flight, for that page may
 * have been read before it; else it is only counted. `ahead`: keep it anyway, until the window reaches it.
 */
export function placeRows(hold: Hold, rows: readonly HeldMessage[], ahead: boolean): Hold {
  const inFlight = hold.loads.length > 0;
  const kept = { ...hold.kept };
  const placed = hold.window && [...hold.window.rows];
  const start = hold.window?.start ?? 0;
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    const at = row.seq - start;
    if (placed && at >= 0 && at <= placed.length) placed[at] = newer(placed[at], row);
    else if (inFlight || kept[row.seq] || (ahead && at > 0)) kept[row.seq] = newer(kept[row.seq], row);
  }
  return settle({ ...hold, kept, window: placed && { start, rows: placed } });
}

/** Joins a page to the window it touches. One that does not touch it takes its place, if it may. */
export function joinPage(hold: Hold, page: readonly HeldMessage[], mayReplace: boolean): Hold {
  const incoming = fillGaps(page);
  const { window } = hold;
  if (!window || window.rows.length === 0) return settle({ ...hold, window: incoming ?? window ?? empty });
  if (!incoming) return hold;
  if (touches(window, incoming)) return settle({ ...hold, window: union(window, incoming) });
  return mayReplace ? settle({ ...hold, kept: keepRows(hold.kept, window.rows), window: incoming }) : hold;
}

/**
 * Lets go of all rows but those from `first` to `last`. While a page is in flight they are kept: it may have been read
 * before the frames that brought them to what they are.
 */
export function cropWindow(hold: Hold, first: number, last: number): Hold {
  const { window } = hold;
  if (!window) return hold;
  const start = Math.max(window.start, first);
  const rows = window.rows.slice(start - window.start, Math.max(0, last - window.start + 1));
  if (rows.length === 0 || rows.length === window.rows.length) return hold;
  const dropped = window.rows.filter(({ seq }) => seq < start || seq > last);
  const kept = hold.loads.length > 0 ? keepRows(hold.kept, dropped) : hold.kept;
  return { ...hold, kept, window: { start, rows } };
}

/**
 * What of a window to go on holding while the rows from `first` to `last` are in view: as much before them as after, as
 * far as there is. Null while it is not too long.
 */
export function rangeToKeep(
  window: Window,
  first: number,
  last: number,
): { first: number; last: number } | null {
  const { start, rows } = window;
  if (rows.length <= WINDOW_MAX) return null;
  const length = Math.max(WINDOW_KEPT, last - first + 1);
  const middle = Math.floor((first + last) / 2);
  const latest = Math.max(start, endOf(window) - length + 1);
  const from = Math.min(Math.max(start, middle - Math.floor(length / 2)), latest);
  return { first: from, last: from + length - 1 };
}

function keepRows(kept: Hold['kept'], rows: readonly HeldMessage[]): Hold['kept'] {
  const all = { ...kept };
  for (const row of rows) all[row.seq] = newer(all[row.seq], row);
  return all;
}

/** Seqs are dense from 1: a room without messages is a window before the first. */
const empty: Window = { start: 1, rows: [] };

function touches(a: Window, b: Window): boolean {
  return b.start <= endOf(a) + 1 && endOf(b) >= a.start - 1;
}

function union(a: Window, b: Window): Window {
  const start = Math.min(a.start, b.start);
  const rows: HeldMessage[] = [];
  for (const row of [...a.rows, ...b.rows]) rows[row.seq - start] = newer(rows[row.seq - start], row);
  return { start, rows };
}

/** Merges what was kept into the window, and lets the window grow over kept rows that now follow its end. */
function settle(hold: Hold): Hold {
  const { window } = hold;
  if (!window || Object.keys(hold.kept).length === 0) return hold;
  const rows = [...window.rows];
  const kept: Record<number, HeldMessage> = {};
  for (const [seq, row] of Object.entries(hold.kept)) {
    const at = Number(seq) - window.start;
    // Integer keys come in ascending order, so each step sees the one before.
    if (at >= 0 && at <= rows.length) rows[at] = newer(rows[at], row);
    else kept[row.seq] = row;
  }
  return { ...hold, kept, window: { start: window.start, rows } };
}

/** A page as a window; where a row is missing there was one that not even its place could be read of. */
function fillGaps(page: readonly HeldMessage[]): Window | null {
  const rows = [...page].sort((a, b) => a.seq - b.seq);
  const first = rows[0];
  if (!first) return null;
  const filled: HeldMessage[] = [];
  for (const row of rows) {
    while (first.seq + filled.length < row.seq) filled.push(unreadable(first.seq + filled.length));
    filled[row.seq - first.seq] = row;
  }
  return { start: first.seq, rows: filled };
}

function unreadable(seq: number): HeldMessage {
  return { unreadable: true, id: `unreadable-${seq}`, seq, rev: 0, authorId: '', createdAt: '' };
}
