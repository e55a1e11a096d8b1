'use client';
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useSteady } from '@/components/ui/use-steady';
import { anchorsOf, driftOf } from '@/lib/messages/anchoring';
import type { Drawn } from '@/lib/messages/drawn-rows';
import { PIN_DISTANCE } from '@/lib/messages/reading';
import { indexOfSeq, type Row } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';
import { type LogElements, type LogPlace, lastRowOf, type PlacedRow, readPlace, rowsOf } from './placed-rows';

type Options = {
  rows: readonly Row<ShownMessage>[];
  /** The places of the rows that are drawn. */
  drawn: () => Drawn;
  hasAfter: boolean;
  /** Where to stand; the log moves when it is another one. */
  landing: Landing;
  /** Somebody is about to land somewhere else. */
  isOnTheWay: RefObject<boolean>;
  endWanted: RefObject<boolean>;
  /** The end is wanted and not here. */
  onEndMissing: () => void;
  /**
   * Called whenever what is in view may have changed; not before the log stands where it opens. `isMoved`: somebody has
   * scrolled, and not the log itself.
   */
  onLook: (place: LogPlace, isMoved: boolean) => void;
};

/**
 * `onDrawn`, the same function for good, is to be called when rows have been drawn; `place`: where the log stands, null
 * while it stands nowhere.
 */
type LogScroll = { onDrawn: () => void; place: () => LogPlace | null };

/** How the log stood when it was last looked at: what is to stay as it was. */
type Stood = LogPlace & {
  anchors: readonly PlacedRow[];
  hasEnd: boolean;
  lastRow: Element | null;
  width: number;
};

/**
 * The log's scrolling: it follows new messages while the reader is at the room's end, and keeps the lines being read in
 * place whatever comes, goes or grows around them. Browsers that would do so by themselves are told not to: not all of
 * them do, and none knows of the end.
 */
export function useLogScroll(elements: () => LogElements | null, options: Options): LogScroll {
  const { rows, drawn, hasAfter, landing, isOnTheWay, endWanted, onEndMissing, onLook } = options;
  const stood = useRef<Stood | null>(null);
  const landed = useRef<Landing | null>(null);
  /** The last row there is in the room is drawn: the end of the list is the end of the room. */
  const hasEnd = () => !hasAfter && drawn().last === rows.length - 1;

  const remember = (log: LogElements, first?: Element | null): LogPlace | null => {
    const place = readPlace(log);
    if (!place) return null;
    const anchors = anchorsOf(place.inView);
    stood.current = {
      ...place,
      anchors: [...anchors.filter(({ element }) => element === first), ...anchors],
      hasEnd: hasEnd(),
      lastRow: lastRowOf(log.list),
      width: log.scroller.clientWidth,
    };
    return place;
  };
  /** Lets the log stand as it stood, after anything may have come, gone or grown. */
  const settle = (log: LogElements): void => {
    const { scroller, list } = log;
    const before = stood.current;
    if (!before || scroller.clientHeight === 0) return;
    const scrolled = scrolledSince(before, scroller);
    const toEnd = before.toEnd - scrolled;
    const isOther =
      before.lastRow !== lastRowOf(list) ||
      before.height !== scroller.clientHeight ||
      before.width !== scroller.clientWidth;
    if (before.hasEnd && hasEnd() && toEnd <= (isOther ? PIN_DISTANCE : 1)) {
      scroller.scrollTop = scroller.scrollHeight;
      return;
    }
    const { top } = scroller.getBoundingClientRect();
    const standsNow = ({ element }: PlacedRow) =>
      element.isConnected ? element.getBoundingClientRect().top - top : null;
    const drift = driftOf(before.anchors, standsNow, scrolled);
    if (Math.abs(drift) >= 0.5) scroller.scrollTop += drift;
    if (scrolled === 0) stood.current = { ...before, start: scroller.scrollTop };
  };

  // Once per landing: later rows must not move the reader.
  const land = useEffectEvent(() => {
    const log = elements();
    if (!log) return;
    landed.current = landing;
    remember(log, landOn(log, landing, rows, drawn().first));
    isOnTheWay.current = false;
  });
  const onDrawn = useSteady(() => {
    const log = elements();
    // Where one is about to land nothing stands yet.
    if (!log || landed.current !== landing) return;
    const isHere = hasEnd();
    if (endWanted.current && !isHere && !isOnTheWay.current) {
      // Asked for once, whether it comes or not.
      endWanted.current = false;
      onEndMissing();
    }
    if (endWanted.current && isHere) {
      endWanted.current = false;
      log.scroller.scrollTop = log.scroller.scrollHeight;
    } else settle(log);
    lookAgain(log);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the landing is what it is done for.
  useLayoutEffect(() => {
    land();
    onDrawn();
  }, [landing, onDrawn]);

  /** What one has landed on is held on to until somebody scrolls. */
  const lookAgain = (log: LogElements, isMoved = false): void => {
    const { start, anchors = [] } = stood.current ?? {};
    const place = remember(log, start === log.scroller.scrollTop ? anchors[0]?.element : null);
    if (place) onLook(place, isMoved);
  };
  // What is told of what the log itself has done is known.
  const onScroll = useEffectEvent(() => {
    const log = elements();
    if (log && log.scroller.scrollTop !== stood.current?.start) lookAgain(log, true);
  });
  const onResize = useEffectEvent(() => {
    const log = elements();
    if (!log || isAsItStood(stood.current, log)) return;
    settle(log);
    lookAgain(log);
  });
  useEffect(() => {
    const log = elements();
    if (!log) return;
    const observer = new ResizeObserver(() => onResize());
    observer.observe(log.scroller);
    observer.observe(log.list);
    const scrolled = () => onScroll();
    log.scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      observer.disconnect();
      log.scroller.removeEventListener('scroll', scrolled);
    };
  }, [elements]);
  return { onDrawn, place: () => stood.current };
}

/** No size is another one. */
function isAsItStood(stood: Stood | null, { scroller }: LogElements): boolean {
  if (!stood) return false;
  const { start, toEnd, height, width } = stood;
  const isSame = height === scroller.clientHeight && width === scroller.clientWidth;
  return isSame && start + toEnd + height === scroller.scrollHeight;
}

/** By how much somebody has scrolled since; not by how much the log was cut off below them. */
function scrolledSince({ start }: Stood, { scrollTop, scrollHeight, clientHeight }: HTMLElement): number {
  const furthest = scrollHeight - clientHeight;
  const isCut = start > furthest && scrollTop >= furthest - 1;
  return isCut ? 0 : scrollTop - start;
}

/** Answers the row that was landed on; null at the room's end. */
function landOn(
  { scroller, list }: LogElements,
  { seq, stand }: Landing,
  rows: Options['rows'],
  firstDrawn: number,
): Element | null {
  const row = stand.align === 'end' ? null : rowsOf(list)[indexOfSeq(rows, seq) - firstDrawn];
  if (!row || stand.align === 'end') {
    scroller.scrollTop = scroller.scrollHeight;
    return null;
  }
  const { top, height } = row.getBoundingClientRect();
  const start = top - scroller.getBoundingClientRect().top;
  const wanted = stand.align === 'start' ? stand.offset : Math.max(0, (scroller.clientHeight - height) / 2);
  scroller.scrollTop += start - wanted;
  return row;
}

/** Clear of what may hang over the upper edge, in px. */
const AIR = 56;
const BELOW = 16;

/** Scrolls no further than it takes to see the row; a row taller than the view, its beginning. */
export function bringIntoView({ scroller }: LogElements, row: Element): void {
  const rect = row.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  const over = rect.top - view.top - AIR;
  const under = rect.bottom + BELOW - view.bottom;
  if (over < 0) scroller.scrollTop += over;
  else if (under > 0) scroller.scrollTop += Math.min(under, over);
}
