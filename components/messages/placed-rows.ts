import type { Span } from '@/lib/messages/reading';

/** The element that scrolls, and the one whose children are blocks of the rows that are drawn. */
export type LogElements = { scroller: HTMLElement; list: HTMLElement };

/** A drawn row, its edges in px below the view's upper edge. `place`: among the drawn ones; `seq`: undefined while it waits to be sent. */
export type PlacedRow = Span & { element: HTMLElement; place: number; seq: number | undefined };

/** The log as it stands, in px. `start`: how far it is scrolled; `toEnd`: how far one could still scroll. */
export type LogPlace = { start: number; toEnd: number; height: number; inView: PlacedRow[] };

/**
 * Where the log stands. Asked in each frame in which somebody scrolls: blocks are searched by halves, and only rows of those
 * in view are measured. Null while the log is hidden.
 */
export function readPlace({ scroller, list }: LogElements): LogPlace | null {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  if (clientHeight === 0) return null;
  const { top } = scroller.getBoundingClientRect();
  const blocks = [...list.children];
  const first = firstBelow(blocks, top);
  let place = blocks.slice(0, first).reduce((count, { childElementCount }) => count + childElementCount, 0);
  const inView: PlacedRow[] = [];
  for (const element of blocks.slice(first).flatMap(({ children }) => [...children])) {
    const row = placedRow(element, place, top);
    place += 1;
    if (row && row.start >= clientHeight) break;
    if (row && row.end > 0) inView.push(row);
  }
  return { start: scrollTop, toEnd: scrollHeight - scrollTop - clientHeight, height: clientHeight, inView };
}

/** All drawn rows, for whoever looks beyond the view. */
export function placedRows({ scroller, list }: LogElements): PlacedRow[] {
  const { top } = scroller.getBoundingClientRect();
  return rowsOf(list)
    .map((row, place) => placedRow(row, place, top))
    .filter((row) => row !== null);
}

export function articleOf(list: HTMLElement | null, messageId: string | null): HTMLElement | null {
  if (messageId === null) return null;
  return list?.querySelector<HTMLElement>(`article[data-message-id="${messageId}"]`) ?? null;
}

/** The rows that are drawn, from the top down. */
export function rowsOf(list: HTMLElement): Element[] {
  return Array.from(list.children, ({ children }) => [...children]).flat();
}

export function lastRowOf(list: HTMLElement): Element | null {
  return list.lastElementChild?.lastElementChild ?? null;
}

function placedRow(element: Element, place: number, top: number): PlacedRow | null {
  if (!(element instanceof HTMLElement)) return null;
  const rect = element.getBoundingClientRect();
  const seq = Number(element.dataset['seq']) || undefined;
  return { element, place, seq, start: rect.top - top, end: rect.bottom - top };
}

/** The first block that ends below `edge`. */
function firstBelow(blocks: readonly Element[], edge: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  return low;
}
