import { filesHeight } from '@/components/attachments/files-height';
import { storedFiles } from '@/components/attachments/shown-file';
import { isPlain } from '@/lib/messages/markdown-cost';
import type { Row } from '@/lib/messages/rows';
import type { HeldFiles } from '@/lib/realtime/client/state';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';
import { isOnlyEmoji } from './only-emoji';

/** What is known of the files that messages name, and how wide (px) the log is that shows them. */
type Shown = { files: HeldFiles; width: number };

/** Beside a message: its author's picture, and the margins. */
const BESIDE = 88;
/** Its text is no wider than this; a letter takes so much of a line on average, and nearly all take less. */
const TEXT = { width: 736, letter: 6.7 };
/** No word of a text has more letters; addresses have, and their digits, without spaces between them, are so much wider. */
const LONG = { letters: 24, wider: 1.18 };
const LINE = { text: 23, code: 20, emoji: 40, gap: 8 };

/**
 * How high a row will probably be, in px; it is measured once it is drawn. Right for most: each that is not costs the
 * frame it is drawn in a second layout, of all rows there are.
 */
export function estimateHeight(row: Row<ShownMessage> | undefined, { files, width }: Shown): number {
  if (!row) return 30;
  const { message, opensGroup, day, isFirstNew } = row;
  const body = 'body' in message ? message.body : '';
  const named = ('attachmentIds' in message && message.attachmentIds) || [];
  const text = body === '' && named.length > 0 ? 0 : textHeightOf(message, width - BESIDE);
  const attached = filesHeight(storedFiles(named, files), Math.max(240, width - BESIDE));
  return text + attached + 6 + (opensGroup ? 27 : 0) + (day ? 46 : 0) + (isFirstNew ? 34 : 0);
}

/** By message: all rows that were never drawn are asked for with each page, and each change of a height. */
const textHeights = new WeakMap<object, { width: number; height: number }>();

function textHeightOf(message: ShownMessage, width: number): number {
  const known = textHeights.get(message);
  if (known?.width === width) return known.height;
  const height = textHeight('body' in message ? message.body : '', width);
  textHeights.set(message, { width, height });
  return height;
}

function textHeight(body: string, width: number): number {
  if (isOnlyEmoji(body)) return LINE.emoji;
  const letters = Math.max(1, Math.floor(Math.min(TEXT.width, width) / TEXT.letter));
  // Plain text is shown as it was typed; of all else an empty line begins a new paragraph.
  const gap = isPlain(body) ? LINE.text : LINE.gap;
  let height = 0;
  let isCode = false;
  for (const line of body.split('\n')) {
    const isFence = line.startsWith('```');
    // A line of code is never broken. What stands between backquotes in a text is a pixel higher.
    if (isCode || isFence) height += LINE.code;
    else if (line.trim() === '') height += gap;
    else height += LINE.text * linesOf(line, letters) + (line.includes('`') ? 1 : 0);
    if (isFence) isCode = !isCode;
  }
  return height;
}

/** Lines are broken between words; one that is too long for any, such as an address, begins a line before it is broken. */
function linesOf(text: string, letters: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of text.split(' ').filter(Boolean)) {
    const wide = length > LONG.letters ? Math.ceil(LONG.wider * length) : length;
    if (used > 0 && used + 1 + wide <= letters) used += 1 + wide;
    else {
      lines += (used > 0 ? 1 : 0) + Math.max(0, Math.ceil(wide / letters) - 1);
      used = wide % letters || Math.min(wide, letters);
    }
  }
  return lines;
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
