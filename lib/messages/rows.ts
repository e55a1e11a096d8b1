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

/**
 * Rows of a window of messages, ascending. `firstNewSeq`: see `firstUnreadSeq`; null shows no line.
 * `dayOf` names the calendar day of an instant where the reader is.
 */
export function layOutRows<M extends Placed>(
  messages: readonly M[],
  { firstNewSeq, dayOf }: { firstNewSeq: number | null; dayOf: (instant: string) => string },
): Row<M>[] {
  let previous: M | null = null;
  let previousDay: string | null = null;
  // The first line of the unread may be a gap of tombstones and own messages: the line goes above what follows it.
  let hasNewLine = firstNewSeq === null;
  return messages.map((message) => {
    // An instant that cannot be read has no day: the row stays under the last one.
    const day = dayOf(message.createdAt) || previousDay;
    const isFirstNew = !hasNewLine && message.seq !== undefined && message.seq >= (firstNewSeq ?? 0);
    if (isFirstNew) hasNewLine = true;
    const beginsDay = day !== previousDay;
    const row: Row<M> = {
      message,
      day: beginsDay ? day : null,
      isFirstNew,
      opensGroup: beginsDay || isFirstNew || !continues(previous, message),
    };
    previous = message;
    previousDay = day;
    return row;
  });
}

function continues(previous: Placed | null, message: Placed): boolean {
  if (!previous || previous.deleted || message.deleted) return false;
  const apart = Date.parse(message.createdAt) - Date.parse(previous.createdAt);
  // A device whose clock runs behind may date a waiting message before the one above it.
  return previous.authorId === message.authorId && Math.abs(apart) < GROUP_MS;
}
