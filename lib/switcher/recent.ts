import type { Entry } from '@/lib/rooms/contract';
import { isUnread } from '@/lib/rooms/unread';

/** So many of the rooms one comes from stand before those that have news. */
const VISITED_FIRST = 3;

type Options = {
  /** Rooms opened in this tab, latest first. */
  visited: readonly string[];
  /** The room one is in: nobody wants to go there. */
  here: string | null;
};

/**
 * Ids of the rooms a person is likely to want, likeliest first: where they just were, what is unread, then where they
 * did something last on any device (`userRev` grows with each of a person's own acts).
 */
export function recentRooms(entries: readonly Entry[], { visited, here }: Options): string[] {
  const before = visited.slice(0, VISITED_FIRST + 1);
  const unread = entries
    .filter((entry) => entry.archivedAt === null && entry.involvement !== 'hidden' && isUnread(entry))
    .sort((a, b) => (b.lastMessageAt ?? '').localeCompare(a.lastMessageAt ?? ''));
  const rest = entries.toSorted((a, b) => b.userRev - a.userRev);
  const order = [...before, ...[...unread, ...rest].map(({ roomId }) => roomId)];
  return [...new Set(order)].filter((id) => id !== here);
}
