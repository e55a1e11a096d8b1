import { filesHeight } from '@/components/attachments/files-height';
import { storedFiles } from '@/components/attachments/shown-file';
import type { Row } from '@/lib/messages/rows';
import type { HeldFiles } from '@/lib/realtime/client/state';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';

/** What is known of the files that messages name, and how wide (px) the log is that shows them. */
type Shown = { files: HeldFiles; width: number };

/** Beside a message: its author's picture, and the margins. */
const BESIDE = 88;

/** How high a row will probably be, in px; it is measured once it is drawn. */
export function estimateHeight(row: Row<ShownMessage> | undefined, { files, width }: Shown): number {
  if (!row) return 30;
  const { message, opensGroup, day, isFirstNew } = row;
  const body = 'body' in message ? message.body : '';
  const named = ('attachmentIds' in message && message.attachmentIds) || [];
  const lines = body.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 110), 0);
  const text = body === '' && named.length > 0 ? 0 : lines * 23;
  const attached = filesHeight(storedFiles(named, files), Math.max(240, width - BESIDE));
  return text + attached + 6 + (opensGroup ? 28 : 0) + (day ? 46 : 0) + (isFirstNew ? 34 : 0);
}

/**
 * Where a log of height `height` (px) will probably be scrolled to, so that the first rows to be drawn are those one
 * lands on: drawing the top of the log first, only to leave it, took as long again.
 */
export function estimateOffset(
  rows: readonly Row<ShownMessage>[],
  { seq, stand }: Landing,
  { height, ...shown }: Shown & { height: number },
): number {
  const index = stand.align === 'end' ? rows.length : indexOf(rows, seq);
  const above = rows.slice(0, index).reduce((sum, row) => sum + estimateHeight(row, shown), 0);
  const air = stand.align === 'end' ? height : stand.align === 'center' ? height / 2 : stand.offset;
  return Math.max(0, above - air);
}

/** The row of a message; of the next one where that is not shown. */
export function indexOf(rows: readonly Row<ShownMessage>[], seq: number): number {
  const index = rows.findIndex(({ message }) => 'seq' in message && message.seq >= seq);
  return index < 0 ? rows.length - 1 : index;
}
