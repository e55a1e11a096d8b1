'use client';
import { useLayoutEffect, useRef } from 'react';
import type { Row } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import type { LogVirtualizer } from './use-log-scroll';

type ShouldAdjust = NonNullable<LogVirtualizer['shouldAdjustScrollPositionOnItemSizeChange']>;

/**
 * When older messages come in above the first row, it loses its day line, its name if the same person wrote just before,
 * and the "New" line if that belongs further up: it shrinks above its text. The virtualizer takes every change in view
 * for one below the text; the log has to scroll by as much as was lost, or the text would jump.
 */
export function useSteadyHead(virtualizer: LogVirtualizer, rows: readonly Row<ShownMessage>[]): void {
  const first = useRef(rows[0]);
  /** Rows that have another head since they were measured. */
  const changed = useRef(new Set<string>());

  useLayoutEffect(() => {
    const was = first.current;
    first.current = rows[0];
    if (!was || was.message.id === rows[0]?.message.id) return;
    const is = rows.find(({ message }) => message.id === was.message.id);
    if (is && headOf(is) !== headOf(was)) changed.current.add(is.message.id);
  }, [rows]);

  useLayoutEffect(() => {
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, delta, instance) => {
      const hasNewHead = changed.current.delete(String(item.key));
      if (!hasNewHead) return byDefault(item, delta, instance);
      // Below the view nobody sees it shrink.
      return item.start < (instance.scrollOffset ?? 0) + (instance.scrollRect?.height ?? 0);
    };
  }, [virtualizer]);
}

/** What stands above a row's text. */
function headOf({ day, isFirstNew, opensGroup }: Row<ShownMessage>): string {
  return `${day} ${isFirstNew} ${opensGroup}`;
}

/** What the virtualizer does when it is not told otherwise; it has no name for that. */
const byDefault: ShouldAdjust = (item, _delta, { itemSizeCache, scrollOffset, scrollDirection }) => {
  const offset = scrollOffset ?? 0;
  if (!itemSizeCache.has(item.key)) return item.start < offset;
  return item.end <= offset && scrollDirection !== 'backward';
};
