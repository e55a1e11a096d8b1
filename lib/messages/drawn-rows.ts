import { type Row, seqOf } from '@/lib/messages/rows';

/** The rows that are drawn, by their places in the list of all that are held: from the first to the last of them. */
export type Drawn = { first: number; last: number };

/**
 * So many rows are drawn at most, those that somebody works on aside: with those of two more rooms that are kept hidden
 * these are about 300. Once there is time they are, half of them each way from those in view.
 */
const DRAWN_MAX = 240;
/** Rows further away than they need be stay a little longer: to turn around draws nothing. */
const LEEWAY = 8;
/** With fewer drawn on a side of those in view more are drawn while somebody scrolls, and with so few in haste. */
export const SHORT = { some: 32, few: 12 };
/** Rows in a block: see `blockOf`. */
const BLOCK = 8;
/** So many come or go in one frame at most. */
const STEP_MAX = 8;
/** To style and lay them out may take so many ms of a frame, of which the browser needs half; in haste. */
const LAYOUT_MS = { calm: 3, haste: 10 };

/** A step of so many rows took so many ms to lay out. */
export type Step = { rows: number; took: number };
/** Where none has been seen yet. */
export const likelyStep: Step = { rows: 4, took: LAYOUT_MS.calm };

/** What a row takes at least, in px. */
const LEAST = { line: 23, code: 20, gap: 8, padding: 6, name: 27, day: 46, newLine: 34 };
/** No line of a text has more letters: it is 736 px wide, and they are narrow ones. */
const LETTERS_MAX = 180;

type AnyRow = Row<{ id: string; authorId: string; createdAt: string; seq?: number; body?: string }>;

/** How the log is to stand at a row: see `Stand`. */
type Place = { index: number; above: number; below: number };

/**
 * The rows that surely fill a view with the one at `index` in it: `above` px before its upper edge and `below` px from
 * there on. What the room's ends leave empty is filled from the other side.
 */
export function rowsAround(rows: readonly AnyRow[], { index, above, below }: Place): Drawn {
  const height = above + below;
  let last = index - 1;
  let under = 0;
  while (last + 1 < rows.length && under < below) under += leastHeight(rows[++last]);
  let first = index;
  let over = 0;
  while (first > 0 && (over < above || over + under < height)) over += leastHeight(rows[--first]);
  while (last + 1 < rows.length && over + under < height) under += leastHeight(rows[++last]);
  return { first: Math.max(0, Math.min(first, last)), last };
}

/** The rows to draw next, `step` more each way at most. The same object where those that are drawn are the right ones. */
export function nextDrawn(
  drawn: Drawn,
  { inView, count, kept, step }: { inView: Drawn; count: number; kept: readonly number[]; step: number },
): Drawn {
  const furthest = Math.max(2 * LEEWAY, (DRAWN_MAX - (inView.last - inView.first + 1)) >> 1);
  const ahead = furthest - LEEWAY;
  const before = Math.max(0, inView.first - ahead);
  const after = Math.min(count - 1, inView.last + ahead);
  const first = stepTo(drawn.first, before, Math.min(inView.first - furthest, ...kept), step);
  const last = -stepTo(-drawn.last, -after, -Math.max(inView.last + furthest, ...kept), step);
  return first === drawn.first && last === drawn.last ? drawn : { first, last };
}

/** How many rows somebody can still scroll by before they come to the last that is drawn, on the shorter side. */
export function rowsLeft(drawn: Drawn, { inView, count }: { inView: Drawn; count: number }): number {
  const above = drawn.first > 0 ? inView.first - drawn.first : Number.POSITIVE_INFINITY;
  const below = drawn.last < count - 1 ? drawn.last - inView.last : Number.POSITIVE_INFINITY;
  return Math.min(above, below);
}

/**
 * Rows stand in blocks, which are moved as they are when others come or go above them. A row's block never changes: those
 * after the one numbered `tail`, which come one by one and before they have a number, are all in the last.
 */
export function blockOf(row: AnyRow, tail: number): number {
  const seq = seqOf(row);
  return seq === undefined || seq > tail ? Number.POSITIVE_INFINITY : Math.floor(seq / BLOCK);
}

/**
 * How many rows to draw after such a step: this device's, not everybody's. One more as long as there was time, for a step
 * takes some before its first row, which no share of it tells; where there was not, as few at once as it takes.
 */
export function nextStep({ rows, took }: Step, haste: keyof typeof LAYOUT_MS): number {
  const hadTime = took <= LAYOUT_MS[haste];
  const wanted = hadTime ? rows + 1 : Math.floor((rows * LAYOUT_MS[haste]) / took);
  return Math.max(1, Math.min(wanted, STEP_MAX));
}

/** Both, where they meet; else the second alone. */
export function joined(one: Drawn, other: Drawn): Drawn {
  const isApart = one.last < other.first - 1 || one.first > other.last + 1;
  return isApart ? other : { first: Math.min(one.first, other.first), last: Math.max(one.last, other.last) };
}

/** One step of the first drawn row: up to `wanted`, or down to `furthest`. */
function stepTo(first: number, wanted: number, furthest: number, step: number): number {
  if (first > wanted) return Math.max(wanted, first - step);
  return first < furthest ? Math.min(furthest, first + step) : first;
}

function leastHeight(row: AnyRow | undefined): number {
  if (!row) return 0;
  const { message, opensGroup, day, isFirstNew } = row;
  const above = (opensGroup ? LEAST.name : 0) + (day ? LEAST.day : 0) + (isFirstNew ? LEAST.newLine : 0);
  return above + LEAST.padding + textHeight(message.body ?? '');
}

function textHeight(body: string): number {
  let height = 0;
  for (const line of body.split('\n')) {
    if (line.trim() === '') height += LEAST.gap;
    else if (line.length <= LETTERS_MAX) height += LEAST.code;
    else height += LEAST.code + LEAST.line * (Math.ceil(line.length / LETTERS_MAX) - 1);
  }
  return Math.max(LEAST.line, height);
}
