import type { Entry } from '@/lib/rooms/contract';
import { countWithin, firstOutside } from '@/lib/rooms/skip-ranges';

type Counters = Pick<Entry, 'lastSeq' | 'lastReadSeq' | 'skip'>;

/** Messages after the read marker that count: not one's own, not deleted. Null: too many to tell, shown as "999+". */
export function unreadCount({ lastSeq, lastReadSeq, skip }: Counters): number | null {
  const after = Math.max(0, lastSeq - lastReadSeq);
  if (after === 0) return 0;
  return skip === null ? null : after - countWithin(skip, lastReadSeq + 1, lastSeq);
}

export function isUnread(counters: Counters): boolean {
  return unreadCount(counters) !== 0;
}

/** Where the "New" line stands: the first message after the marker that counts; null when there is none. */
export function firstUnreadSeq({ lastSeq, lastReadSeq, skip }: Counters): number | null {
  const seq = firstOutside(skip ?? [], lastReadSeq + 1);
  return seq <= lastSeq ? seq : null;
}
