'use client';
import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { PIN_DISTANCE } from '@/lib/messages/reading';
import type { Row } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import { useSteadyHead } from './use-steady-head';

export type LogVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

type Options = {
  rows: readonly Row<ShownMessage>[];
  /** Newer messages exist that are not here: the end of the list is not the end of the room. */
  hasAfter: boolean;
  endWanted: RefObject<boolean>;
  /** Messages whose rows stay mounted wherever one scrolls: something is typed in one, another has the focus. */
  keptIds: readonly (string | null)[];
  /** The end is wanted and not here. */
  onEndMissing: () => void;
  /** Called whenever what is in view may have changed; not before the log stands where it opens. */
  onLook: (virtualizer: LogVirtualizer) => void;
};

/**
 * The log's scrolling: anchored at its end, it follows new messages while the reader is there and keeps the line being
 * read in place when older pages come in above it. Opens at the first new message, else at the end.
 */
export function useLogScroll({ rows, hasAfter, endWanted, keptIds, onEndMissing, onLook }: Options) {
  const scroller = useRef<HTMLDivElement | null>(null);
  // A page of newer messages is no news: only what comes after the room's end was here is followed.
  const endWasHere = useRef(!hasAfter);
  // Until then it is at the top, where it would ask for older messages.
  const isOpen = useRef(false);
  const kept = keptIds.flatMap((id) => {
    const index = id === null ? -1 : rows.findIndex(({ message }) => message.id === id);
    return index < 0 ? [] : [index];
  });

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index]),
    getItemKey: (index) => rows[index]?.message.id ?? index,
    anchorTo: 'end',
    followOnAppend: endWasHere.current && !hasAfter,
    scrollEndThreshold: PIN_DISTANCE,
    scrollPaddingStart: 56,
    paddingEnd: 16,
    overscan: 10,
    rangeExtractor: (range) => withRows(range, kept),
    onChange: (instance) => {
      if (isOpen.current) onLook(instance);
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per opened room; later rows must not move the reader.
  useLayoutEffect(() => {
    const firstNew = rows.findIndex((row) => row.isFirstNew);
    if (firstNew >= 0) virtualizer.scrollToIndex(firstNew, { align: 'start' });
    else virtualizer.scrollToEnd();
    isOpen.current = true;
  }, []);

  useLayoutEffect(() => {
    endWasHere.current = !hasAfter;
    if (endWanted.current && hasAfter) onEndMissing();
    else if (endWanted.current) {
      endWanted.current = false;
      virtualizer.scrollToEnd();
    }
    onLook(virtualizer);
  });

  useSteadyHead(virtualizer, rows);
  useStayAtEnd(scroller, virtualizer);
  return { scroller, virtualizer };
}

/** The composer grows, a bar appears, the window changes: whoever was at the end stays there. */
function useStayAtEnd(scroller: RefObject<HTMLDivElement | null>, virtualizer: LogVirtualizer): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let wasAtEnd = false;
    const remember = () => {
      wasAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= PIN_DISTANCE;
    };
    const observer = new ResizeObserver(() => {
      if (wasAtEnd) virtualizer.scrollToEnd();
    });
    element.addEventListener('scroll', remember, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', remember);
      observer.disconnect();
    };
  }, [scroller, virtualizer]);
}

/** The rows in view and, wherever they are, those at `kept`. Ascending, as the focus goes through them. */
function withRows(range: Range, kept: readonly number[]): number[] {
  const inView = defaultRangeExtractor(range);
  const others = kept.filter((index) => !inView.includes(index));
  return others.length === 0 ? inView : [...new Set([...inView, ...others])].sort((a, b) => a - b);
}

function estimateHeight(row: Row<ShownMessage> | undefined): number {
  if (!row) return 30;
  const { message, opensGroup, day, isFirstNew } = row;
  const body = 'body' in message ? message.body : '';
  const lines = body.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 110), 0);
  return lines * 23 + 6 + (opensGroup ? 28 : 0) + (day ? 46 : 0) + (isFirstNew ? 34 : 0);
}
