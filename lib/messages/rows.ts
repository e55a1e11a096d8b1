/** Consecutive messages of one author within this time stand under one name. */
export const GROUP_MS = 5 * 60_000;

/** What grouping needs to know of a message, sent or still waiting. */
type Placed = {
  id: string;
  authorId: string;
  createdAt: string;
  seq?: number;
  deleted?: boolean;
};

/** One line of the log. Day and "New" lines belong to the row below them, so a row's key never changes. */
export type Row<M extends Placed> = {
  message: M;
  /** `2026-11-20` in the reader's time zone, when another day begins here. */
  day: string | null;
  /** The "New" line stands above. */
  isFirstNew: boolean;
  /** Begins a group: shows picture, name and time. */
  opensGroup: boolean;
};

type Options = {
  /** See `firstUnreadSeq`; null shows no line. */
  firstNewSeq: number | null;
  /** Names the calendar day of an instant where the reader is. */
  dayOf: (instant: string) => string;
  /** The room has messages before these. */
  hasBefore: boolean;
};

/**
 * Rows of a window of messages, ascending. What stands above a row's text depends on the message before it: where that
 * is not here, the window's first message only tells what stands above the second. So a row never changes its height
 * because others came or went before it.
 */
export function layOutRows<M extends Placed>(
  messages: readonly M[],
  { firstNewSeq, dayOf, hasBefore }: Options,
): Row<M>[] {
  let previous: M | null = null;
  let previousDay: string | null = null;
  const rows = messages.map((message) => {
    // An instant that cannot be read has no day: the row stays under the last one.
    const day = dayOf(message.createdAt) || previousDay;
    const isFirstNew = firstNewSeq !== null && crosses(firstNewSeq, previous, message);
    const beginsDay = day !== previousDay;
    const row = remembered({
      message,
      day: beginsDay ? day : null,
      isFirstNew,
      opensGroup: beginsDay || isFirstNew || !continues(previous, message),
    });
    previous = message;
    previousDay = day;
    return row;
  });
  return hasBefore && rows.length > 1 ? rows.slice(1) : rows;
}

/** Undefined for a row that waits to be sent. */
export function seqOf(row: Row<Placed> | undefined): number | undefined {
  return row?.message.seq;
}

/** The row of a message; of the next one where that is not shown. */
export function indexOfSeq(rows: readonly Row<Placed>[], seq: number): number {
  const index = rows.findIndex((row) => (seqOf(row) ?? 0) >= seq);
  return index < 0 ? rows.length - 1 : index;
}

const known = new WeakMap<object, Row<Placed>>();

/** The same object while nothing of it is another: then it need not be drawn anew when others come or go. */
function remembered<M extends Placed>(row: Row<M>): Row<M> {
  const was = known.get(row.message);
  if (was?.day === row.day && was.isFirstNew === row.isFirstNew && was.opensGroup === row.opensGroup) {
    // What is known under a message holds that message.
    return was as Row<M>;
  }
  known.set(row.message, row);
  return row;
}

/** The first line of the unread may be a gap of tombstones and own messages: the line goes above what follows it. */
function crosses(firstNewSeq: number, previous: Placed | null, { seq }: Placed): boolean {
  return seq !== undefined && seq >= firstNewSeq && (previous?.seq ?? 0) < firstNewSeq;
}

function continues(previous: Placed | null, message: Placed): boolean {
  if (!previous || previous.deleted || message.deleted) return false;
  const apart = Date.parse(message.createdAt) - Date.parse(previous.createdAt);
  // A device whose clock runs behind may date a waiting message before the one above it.
  return previous.authorId === message.authorId && Math.abs(apart) < GROUP_MS;
}
