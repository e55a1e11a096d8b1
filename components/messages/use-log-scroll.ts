'use client';
import { type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useVisitRef } from '@/components/rooms/visit';
import { holdsBelow } from '@/lib/messages/anchoring';
import { PIN_DISTANCE } from '@/lib/messages/reading';
import type { Row } from '@/lib/messages/rows';
import type { HeldFiles } from '@/lib/realtime/client/state';
import type { ShownMessage } from './conversation-context';
import { indexOfId, selectedRows, withRows } from './kept-rows';
import type { Landing } from './landing';
import { estimateHeight, estimateOffset, indexOf } from './row-estimates';
import { rowHeights } from './row-heights';
import type { Selected } from './use-selection';
import { useStayAtEnd } from './use-stay-at-end';

export type LogVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

type Options = {
  rows: readonly Row<ShownMessage>[];
  /** What is known of the files that messages name. */
  files: HeldFiles;
  /** Newer messages exist that are not here: the end of the list is not the end of the room. */
  hasAfter: boolean;
  /** Where to stand; the log moves when it is another one. */
  landing: Landing;
  onLanded: () => void;
  endWanted: RefObject<boolean>;
  /** Messages whose rows stay mounted wherever one scrolls: something is typed in one, another has the focus. */
  keptIds: readonly (string | null)[];
  /** And all from one message to another, while their text is selected. */
  selected: Selected;
  /** The end is wanted and not here. */
  onEndMissing: () => void;
  /** Called whenever what is in view may have changed; not before the log stands where it opens. */
  onLook: (virtualizer: LogVirtualizer) => void;
};

/** What is gone to by key stands so many pixels below the upper edge, clear of what may hang there. */
const AIR = 56;

/**
 * The log's scrolling: anchored at its end, it follows new messages while the reader is there and keeps the lines being
 * read in place whatever comes, goes or grows above them.
 */
export function useLogScroll(scroller: RefObject<HTMLDivElement | null>, options: Options): LogVirtualizer {
  const { rows, files, hasAfter, landing, onLanded, endWanted, keptIds, selected, onEndMissing, onLook } =
    options;
  // A page of newer messages is no news: only what comes after the room's end was here is followed.
  const endWasHere = useRef(!hasAfter);
  // Until then it is at the top, where it would ask for older messages.
  const isOpen = useVisitRef(() => false);
  const air = useAir(scroller);
  const [measureElement] = useState(rowHeights);
  const isSettled = useSettled();
  const known = useRef<LogVirtualizer>(null);
  // With another function the virtualizer places, or picks, all rows anew: it is to do so when any of them may differ.
  const width = widthOf(known.current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what rows are thought to measure depends on these.
  const getItemKey = useCallback((index: number) => rows[index]?.message.id ?? index, [rows, files, width]);

  const rangeExtractor = useCallback(
    (range: Range) =>
      withRows(range, [...keptIds.map((id) => indexOfId(rows, id)), ...selectedRows(rows, selected)]),
    [rows, keptIds, selected],
  );

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index], { files, width: widthOf(known.current) }),
    measureElement,
    getItemKey,
    anchorTo: 'end',
    followOnAppend: endWasHere.current && !hasAfter,
    scrollEndThreshold: PIN_DISTANCE,
    scrollPaddingStart: air.current,
    paddingEnd: 16,
    // Until it is measured: rows for the whole window are a few too many at most.
    initialRect: { width: 0, height: window.innerHeight },
    initialOffset: () =>
      estimateOffset(rows, landing, { height: window.innerHeight, files, width: widthOf(known.current) }),
    overscan: isSettled ? 8 : 2,
    rangeExtractor,
    onChange: (instance) => {
      if (isOpen.current) onLook(instance);
    },
  });
  known.current = virtualizer;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per landing; later rows must not move the reader.
  useLayoutEffect(() => {
    const { seq, stand } = landing;
    air.current = stand.align === 'start' ? stand.offset : 0;
    virtualizer.options.scrollPaddingStart = air.current;
    if (stand.align === 'end') virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(indexOf(rows, seq), { align: stand.align });
    isOpen.current = true;
    onLanded();
  }, [landing]);

  useLayoutEffect(() => {
    endWasHere.current = !hasAfter;
    if (endWanted.current && hasAfter) onEndMissing();
    else if (endWanted.current) {
      endWanted.current = false;
      virtualizer.scrollToEnd();
    }
    onLook(virtualizer);
  });

  useLayoutEffect(() => {
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, { scrollOffset, scrollRect }) => {
      const start = scrollOffset ?? 0;
      return holdsBelow(item, { start, end: start + (scrollRect?.height ?? 0) });
    };
  }, [virtualizer]);
  useStayAtEnd(scroller, virtualizer, hasAfter);
  return virtualizer;
}

/** As it was observed: hundreds of rows ask. Before the log is there it is taken to be as wide as the window. */
function widthOf(known: LogVirtualizer | null): number {
  return known?.scrollRect?.width || window.innerWidth;
}

/**
 * False for the first paint, which is to come soon: rows that nobody sees yet are drawn after it. Also for the first one
 * on coming back to the room: while it is hidden they are taken out, at leisure.
 */
function useSettled(): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    startTransition(() => setSettled(true));
    return () => setSettled(false);
  }, []);
  return isSettled;
}

/** What a landing asks for counts until somebody moves on by themselves. */
function useAir(scroller: RefObject<HTMLDivElement | null>): RefObject<number> {
  const air = useRef(AIR);
  useLayoutEffect(() => {
    const element = scroller.current;
    const reset = () => {
      air.current = AIR;
    };
    element?.addEventListener('keydown', reset, { capture: true });
    return () => element?.removeEventListener('keydown', reset, { capture: true });
  }, [scroller]);
  return air;
}
