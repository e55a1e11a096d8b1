import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import type { Row } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import type { Selected } from './use-selection';

/** -1 where there is none. */
export function indexOfId(rows: readonly Row<ShownMessage>[], id: string | null): number {
  return id === null ? -1 : rows.findIndex(({ message }) => message.id === id);
}

export function selectedRows(rows: readonly Row<ShownMessage>[], selected: Selected): number[] {
  const from = indexOfId(rows, selected?.from ?? null);
  const to = indexOfId(rows, selected?.to ?? null);
  return from < 0 || to < from ? [] : Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** The rows in view and, wherever they are, those at `kept`. Ascending, as the focus goes through them. */
export function withRows(range: Range, kept: readonly number[]): number[] {
  const inView = defaultRangeExtractor(range);
  const others = kept.filter((index) => index >= 0 && index < range.count && !inView.includes(index));
  return others.length === 0 ? inView : [...new Set([...inView, ...others])].sort((a, b) => a - b);
}
