'use client';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { useChatActions, useMe } from '@/components/realtime/use-chat';
import { useVisitRef, useVisitState } from '@/components/rooms/visit';
import { countNew, highestSeen, LOAD_DISTANCE, PIN_DISTANCE, placeIn } from '@/lib/messages/reading';
import type { RoomView } from '@/lib/realtime/client/view';
import { WINDOW_MAX } from '@/lib/realtime/client/window';
import type { Entry } from '@/lib/rooms/contract';
import { firstUnreadSeq, unreadCount } from '@/lib/rooms/unread';
import type { KeptPlace, Landing } from './landing';
import type { LogPlace } from './placed-rows';

/** So near to the first row one sees that older ones are on their way, in px. */
const START_DISTANCE = 200;

type Options = {
  entry: Entry;
  view: RoomView;
  landing: Landing;
  /** Somebody is about to land on rows that may be far from those in view. */
  isOnTheWay: RefObject<boolean>;
  /** Whether the first held row is drawn, and the last one. */
  drawsFirst: () => boolean;
  drawsLast: () => boolean;
  setFirstNew: (seq: number | null) => void;
  isHeldUnread: () => boolean;
};

/** What follows from where the reader is: pages to load, messages to mark as read, what the pill counts. */
export function useReading(options: Options) {
  const { entry, view, landing, isOnTheWay, drawsFirst, drawsLast, setFirstNew, isHeldUnread } = options;
  const { markRead, loadOlder, loadNewer, keepAround } = useChatActions();
  const me = useMe();
  const { roomId } = entry;
  const [place, setPlace] = useVisitState(() => ({
    isAtStart: false,
    isAtEnd: true,
    seenSeq: entry.lastReadSeq,
  }));
  const marked = useVisitRef(() => entry.lastReadSeq);
  const latest = useRef<LogPlace | null>(null);

  const unread = firstUnreadSeq(entry);
  const way = useWay(landing, unread);

  const look = (now: LogPlace) => {
    latest.current = now;
    // What is shown between two places is not looked at.
    if (isOnTheWay.current) return;
    const { start, toEnd, height, inView } = now;
    const [oldest, newest] = [view.messages[0]?.seq, view.messages.at(-1)?.seq];
    // What is held and not drawn yet lies between. Asked in a task of its own: this frame has enough to do.
    if (oldest && drawsFirst() && view.hasBefore && start < LOAD_DISTANCE)
      setTimeout(() => loadOlder(roomId, oldest));
    if (newest && drawsLast() && view.hasAfter && toEnd < LOAD_DISTANCE)
      setTimeout(() => loadNewer(roomId, newest));

    const seen = highestSeen(inView, { start: 0, end: height });
    const seqs = inView.flatMap(({ seq }) => seq ?? []);
    const [first] = seqs;
    if (first !== undefined && view.messages.length > WINDOW_MAX) {
      keepAround(roomId, first, seqs.at(-1) ?? first);
    }
    const isAtStart = drawsFirst() && start < START_DISTANCE;
    const isAtEnd = drawsLast() && !view.hasAfter && toEnd <= PIN_DISTANCE;
    if (isAtEnd || isUpTo(first, unread)) way.current.hasPassedUnread = true;
    setPlace((was) => {
      const seenSeq = Math.max(isAtEnd ? entry.lastSeq : 0, seen ?? 0, Math.min(was.seenSeq, entry.lastSeq));
      const isSame = was.isAtStart === isAtStart && was.isAtEnd === isAtEnd && was.seenSeq === seenSeq;
      return isSame ? was : { isAtStart, isAtEnd, seenSeq };
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
    const { inView, toEnd, height } = latest.current;
    if (drawsLast() && !view.hasAfter && toEnd <= PIN_DISTANCE) return 'end';
    return placeIn(inView, { start: 0, end: height });
  };

  const onFocus = useEffectEvent(() => {
    if (unread !== null) setFirstNew(unread);
    if (latest.current) look(latest.current);
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
