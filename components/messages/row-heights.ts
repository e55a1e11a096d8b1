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
  const measure: Measure = (row, change, virtualizer) => {
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
  return (row, change, virtualizer) => {
    const height = measure(row, change, virtualizer);
    if (!isKnown(row, virtualizer)) keepRight(row, height, virtualizer);
    return height;
  };
}

/**
 * A virtualizer remembers only what differs from its estimate. Were one that is right not remembered, the row would grow
 * by a later estimate (its files become known), and nobody would scroll along.
 */
function keepRight(row: HTMLDivElement, height: number, virtualizer: LogVirtualizer): void {
  const { itemSizeCache, measurementsCache } = virtualizer;
  const item = measurementsCache[virtualizer.indexFromElement(row)];
  if (item?.size === height) itemSizeCache.set(item.key, height);
}

/** Its height is remembered; whether it still is that, the observer says. */
function isKnown(row: HTMLDivElement, { options, indexFromElement, itemSizeCache }: LogVirtualizer): boolean {
  return itemSizeCache.has(options.getItemKey(indexFromElement(row)));
}

function heightsBeside(row: HTMLElement): Map<Element, number> {
  const rows = [...(row.parentElement?.children ?? [])].filter((child) => child instanceof HTMLElement);
  return new Map(rows.map((child) => [child, child.offsetHeight]));
}
