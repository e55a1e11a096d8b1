'use client';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { useChatActions, useMe } from '@/components/realtime/use-chat';
import { useVisitRef, useVisitState } from '@/components/rooms/visit';
import {
  countNew,
  highestSeen,
  LOAD_DISTANCE,
  PIN_DISTANCE,
  placeIn,
  type Span,
} from '@/lib/messages/reading';
import type { Row } from '@/lib/messages/rows';
import type { RoomView } from '@/lib/realtime/client/view';
import { WINDOW_MAX } from '@/lib/realtime/client/window';
import type { Entry } from '@/lib/rooms/contract';
import { firstUnreadSeq, unreadCount } from '@/lib/rooms/unread';
import type { ShownMessage } from './conversation-context';
import type { KeptPlace, Landing } from './landing';
import type { LogVirtualizer } from './use-log-scroll';

type Options = {
  entry: Entry;
  view: RoomView;
  landing: Landing;
  /** Somebody is about to land on rows that may be far from those in view. */
  isOnTheWay: RefObject<boolean>;
  setFirstNew: (seq: number | null) => void;
  isHeldUnread: () => boolean;
};

/** What follows from where the reader is: pages to load, messages to mark as read, what the pill counts. */
export function useReading(options: Options) {
  const { entry, view, landing, isOnTheWay, setFirstNew, isHeldUnread } = options;
  const { markRead, loadOlder, loadNewer, keepAround } = useChatActions();
  const me = useMe();
  const { roomId } = entry;
  const [place, setPlace] = useVisitState(() => ({ isAtEnd: true, seenSeq: entry.lastReadSeq }));
  const marked = useVisitRef(() => entry.lastReadSeq);
  const latest = useRef<{ virtualizer: LogVirtualizer; rows: readonly Row<ShownMessage>[] } | null>(null);

  const unread = firstUnreadSeq(entry);
  const way = useWay(landing, unread);

  const look = (virtualizer: LogVirtualizer, rows: readonly Row<ShownMessage>[]) => {
    latest.current = { virtualizer, rows };
    // Not the virtualizer's own: right after it was told to scroll, it still says where it was.
    const start = virtualizer.scrollElement?.scrollTop ?? 0;
    const height = virtualizer.scrollRect?.height ?? 0;
    // What is shown between two places is not looked at.
    if (height === 0 || isOnTheWay.current) return;
    const view_ = { start, end: start + height };
    const toEnd = virtualizer.getTotalSize() - view_.end;
    if (view.hasBefore && !view.loadingOlder && start < LOAD_DISTANCE) loadOlder(roomId);
    if (view.hasAfter && !view.loadingNewer && toEnd < LOAD_DISTANCE) loadNewer(roomId);

    const placed = placedRows(virtualizer, rows);
    const seen = highestSeen(placed, view_);
    const inView = seqsIn(placed, view_);
    const [first] = inView;
    if (first !== undefined && view.messages.length > WINDOW_MAX) {
      keepAround(roomId, first, inView.at(-1) ?? first);
    }
    const isAtEnd = !view.hasAfter && toEnd <= PIN_DISTANCE;
    if (isAtEnd || isUpTo(first, unread)) way.current.hasPassedUnread = true;
    setPlace((was) => {
      const seenSeq = Math.max(isAtEnd ? entry.lastSeq : 0, seen ?? 0, Math.min(was.seenSeq, entry.lastSeq));
      return was.isAtEnd === isAtEnd && was.seenSeq === seenSeq ? was : { isAtEnd, seenSeq };
    });
    // Only what was on screen while somebody looked at it counts as read, and nothing that they have leapt over.
    if (seen === null || seen <= marked.current || !way.current.hasPassedUnread) return;
    if (isHeldUnread() || !document.hasFocus()) return;
    marked.current = seen;
    markRead(roomId, seen);
  };

  /** What to remember for coming back; null before anything is shown. */
  const whereabouts = (): KeptPlace | null => {
    if (!latest.current) return null;
    const { virtualizer, rows } = latest.current;
    const { scrollElement } = virtualizer;
    if (!scrollElement) return null;
    const { scrollTop, clientHeight, scrollHeight } = scrollElement;
    if (!view.hasAfter && scrollHeight - scrollTop - clientHeight <= PIN_DISTANCE) return 'end';
    return placeIn(placedRows(virtualizer, rows), { start: scrollTop, end: scrollTop + clientHeight });
  };

  const onFocus = useEffectEvent(() => {
    if (unread !== null) setFirstNew(unread);
    if (latest.current) look(latest.current.virtualizer, latest.current.rows);
  });
  useEffect(() => {
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, []);

  const counted = countNew(view.messages, { seenSeq: place.seenSeq, meId: me.id });
  // What lies beyond the window only the entry knows; null: too many to tell.
  return { look, place, whereabouts, newCount: view.hasAfter ? unreadCount(entry) : counted };
}

/** Whether somebody has come by the first unread message since they were set down somewhere. */
function useWay(landing: Landing, unread: number | null) {
  const way = useRef({ landing, hasPassedUnread: isUpTo(landing.seq, unread) });
  if (way.current.landing !== landing) {
    way.current = { landing, hasPassedUnread: isUpTo(landing.seq, unread) };
  }
  return way;
}

function isUpTo(seq: number | undefined, unread: number | null): boolean {
  return unread === null || (seq !== undefined && seq <= unread);
}

function placedRows(virtualizer: LogVirtualizer, rows: readonly Row<ShownMessage>[]) {
  return virtualizer.getVirtualItems().map(({ index, start, end }) => {
    return { start, end, seq: seqOf(rows[index]) };
  });
}

function seqsIn(rows: readonly (Span & { seq: number | undefined })[], view: Span): number[] {
  return rows.flatMap(({ seq, start, end }) => {
    return seq !== undefined && end > view.start && start < view.end ? [seq] : [];
  });
}

function seqOf(row: Row<ShownMessage> | undefined): number | undefined {
  return row && 'seq' in row.message ? row.message.seq : undefined;
}
