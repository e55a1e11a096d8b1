import { measureElement } from '@tanstack/react-virtual';
import type { LogVirtualizer } from './use-log-scroll';

type Measure = (
  row: HTMLDivElement,
  change: ResizeObserverEntry | undefined,
  virtualizer: LogVirtualizer,
) => number;

/**
 * Measures rows for a virtualizer. Those that are mounted together are all read at the first of them: it scrolls along
 * after each one that it is told, and to read the next would lay out the page anew, once for every row.
 */
export function rowHeights(): Measure {
  let read: ReadonlyMap<Element, number> = new Map();
  return (row, change, virtualizer) => {
    if (change || isKnown(row, virtualizer)) return measureElement(row, change, virtualizer);
    if (!read.has(row)) {
      read = heightsBeside(row);
      // Until then nothing changes its height.
      queueMicrotask(() => {
        read = new Map();
      });
    }
    return read.get(row) ?? row.offsetHeight;
  };
}

/** Its height is remembered; whether it still is that, the observer says. */
function isKnown(row: HTMLDivElement, { options, indexFromElement, itemSizeCache }: LogVirtualizer): boolean {
  return itemSizeCache.has(options.getItemKey(indexFromElement(row)));
}

function heightsBeside(row: HTMLElement): Map<Element, number> {
  const rows = [...(row.parentElement?.children ?? [])].filter((child) => child instanceof HTMLElement);
  return new Map(rows.map((child) => [child, child.offsetHeight]));
}
