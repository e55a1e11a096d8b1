import { compareNames } from '@/lib/text';
import type { Entry } from './contract';
import { isUnread } from './unread';

type Listed = {
  direct: Entry[];
  rooms: Entry[];
  /** Archived or hidden: out of sight, and still to be found. */
  away: Entry[];
};

/**
 * The rooms a sidebar shows: rooms by name, direct conversations by their latest message. Archived and hidden ones
 * stand apart, threads are none of its business.
 */
export function sidebarOrder(entries: readonly Entry[], titleOf: (entry: Entry) => string): Listed {
  const own = entries.filter((entry) => entry.kind !== 'thread');
  const isAway = ({ archivedAt, involvement }: Entry) => archivedAt !== null || involvement === 'hidden';
  const shown = own.filter((entry) => !isAway(entry));
  const byTitle = (a: Entry, b: Entry) =>
    compareNames(titleOf(a), titleOf(b)) || a.roomId.localeCompare(b.roomId);
  return {
    away: own.filter(isAway).sort(byTitle),
    rooms: shown.filter((entry) => entry.kind !== 'direct').sort(byTitle),
    direct: shown
      .filter((entry) => entry.kind === 'direct')
      .sort((a, b) => (b.lastMessageAt ?? '').localeCompare(a.lastMessageAt ?? '') || byTitle(a, b)),
  };
}

/** Muted for now, or set to say nothing: shown dim, its unread do not call. `now`: milliseconds since 1970. */
export function isMuted({ involvement, mutedUntil }: Entry, now: number): boolean {
  return involvement === 'nothing' || (mutedUntil !== null && Date.parse(mutedUntil) > now);
}

/** The room `step` places on, going around; the first one when none is current. */
export function nextRoom(
  order: readonly Entry[],
  currentId: string | null,
  { step, onlyUnread }: { step: 1 | -1; onlyUnread: boolean },
): Entry | undefined {
  const places = order.length;
  const from = order.findIndex((entry) => entry.roomId === currentId);
  for (let distance = 1; distance <= places; distance += 1) {
    const start = from === -1 && step === -1 ? 0 : from;
    const candidate = order[(start + step * distance + places * distance) % places];
    if (candidate && candidate.roomId !== currentId && (!onlyUnread || isUnread(candidate))) return candidate;
  }
  return undefined;
}
