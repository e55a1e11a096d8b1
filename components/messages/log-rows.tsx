'use client';
import type { VirtualItem } from '@tanstack/react-virtual';
import { memo, type ReactNode, type RefObject, useDeferredValue, useLayoutEffect, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Row } from '@/lib/messages/rows';
import { Beginning } from './beginning';
import type { ShownMessage } from './conversation-context';
import { MessageRow } from './message-row';
import { litClass } from './still-rows';
import type { LogVirtualizer } from './use-log-scroll';

type Props = {
  virtualizer: LogVirtualizer;
  rows: readonly Row<ShownMessage>[];
  hasBefore: boolean;
  /** The row that Tab leads to. */
  tabStop: number;
  /** The message somebody came for. */
  litSeq: number | null;
};

/** The rows in view and a few around them. A log shorter than its place stands at the bottom, above the composer. */
export function LogRows({ virtualizer, rows, hasBefore, tabStop, litSeq }: Props) {
  const drawn = useUnhurried(virtualizer, rows);
  const list = useRef<HTMLDivElement>(null);
  useTabStop(list, rows[tabStop]?.message.id);
  if (rows.length === 0 && !hasBefore)
    return (
      <AtBottom>
        <div className="pb-4">
          <Beginning />
        </div>
      </AtBottom>
    );
  return (
    <AtBottom>
      <div ref={list} className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {drawn.map(({ key, index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const isLit = litSeq !== null && 'seq' in row.message && row.message.seq === litSeq;
          const isFirst = index === 0 && !hasBefore;
          return (
            <PlacedRow
              key={key}
              measure={virtualizer.measureElement}
              {...{ index, start, row, isLit, isFirst }}
            />
          );
        })}
      </div>
    </AtBottom>
  );
}

/**
 * The rows to draw now: those in view, and whatever is there already. What else should be there comes, and what should
 * not goes, when React has time, in a drawing that it breaks off for anything else: in most frames in which somebody
 * scrolls nothing is drawn at all.
 */
function useUnhurried(virtualizer: LogVirtualizer, rows: Props['rows']): readonly VirtualItem[] {
  const items = virtualizer.getVirtualItems();
  const hasTime = useDeferredValue(items) === items;
  const there = useRef({ rows, items: [] as readonly VirtualItem[] });
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: -1 };
  let drawn: readonly VirtualItem[] = items;
  // Whoever scrolls on and on would gather them.
  const isFew = there.current.items.length < 2 * items.length;
  if (!hasTime && isFew && there.current.rows === rows) {
    const inView = items.filter(({ index }) => index >= startIndex && index <= endIndex);
    const indexes = new Set([...there.current.items, ...inView].map(({ index }) => index));
    const known = [...indexes].sort((one, other) => one - other).map((n) => virtualizer.measurementsCache[n]);
    drawn = known.filter((item) => item !== undefined);
  }
  useLayoutEffect(() => {
    there.current = { rows, items: drawn };
  });
  return drawn;
}

type PlacedProps = {
  index: number;
  start: number;
  row: Row<ShownMessage>;
  isLit: boolean;
  /** The room begins here. */
  isFirst: boolean;
  measure: (element: HTMLDivElement | null) => void;
};

/** Scrolling draws the list again at each row that comes into view; the rows that stay have nothing new to show. */
const SteadyRow = memo(MessageRow);

/** Nor have most of them another place. */
const PlacedRow = memo(function PlacedRow({ index, start, row, isLit, isFirst, measure }: PlacedProps) {
  return (
    <div
      data-index={index}
      ref={measure}
      // A transform would make each row a layer of its own; hovering toolbars then hide under the next row.
      className={classNames(
        'absolute inset-x-0 hover:z-10 focus-within:z-10 [&>article]:transition-colors [&>article]:duration-300',
        isLit && litClass,
      )}
      style={{ top: start }}
    >
      {isFirst && <Beginning />}
      <SteadyRow row={row} tabIndex={-1} />
    </div>
  );
});

/** The one row that Tab leads to, told to it alone: it is another one whenever somebody scrolls. */
function useTabStop(list: RefObject<HTMLDivElement | null>, id: string | undefined): void {
  const was = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`article[data-message-id="${id}"]`) ?? null;
    if (was.current !== row) was.current?.setAttribute('tabindex', '-1');
    row?.setAttribute('tabindex', '0');
    was.current = row;
  });
}

function AtBottom({ children }: { children: ReactNode }) {
  return <div className="flex min-h-full flex-col justify-end">{children}</div>;
}
