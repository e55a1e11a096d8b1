type Message = { seq: number };

/** What a log holds of its room: messages by their numbers, without gaps. */
type Held<M extends Message> = { messages: readonly M[]; hasAfter: boolean };

/**
 * Whether only pages have come or gone between the two: what both hold is the same, and nothing is new at the room's end
 * that was there before.
 */
export function onlyPaged<M extends Message>(before: Held<M>, now: Held<M>): boolean {
  if (before.messages === now.messages) return before.hasAfter === now.hasAfter;
  const [first, firstNow] = [before.messages[0], now.messages[0]];
  const [last, lastNow] = [before.messages.at(-1), now.messages.at(-1)];
  if (!first || !firstNow || !last || !lastNow) return false;
  if (!before.hasAfter && lastNow.seq > last.seq) return false;
  const [from, to] = [Math.max(first.seq, firstNow.seq), Math.min(last.seq, lastNow.seq)];
  for (let seq = from; seq <= to; seq += 1)
    if (before.messages[seq - first.seq] !== now.messages[seq - firstNow.seq]) return false;
  return from <= to;
}
