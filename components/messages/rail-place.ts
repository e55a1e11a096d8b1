import type { Row } from '@/lib/messages/rows';
import { type Around, around, thumbOn } from '@/lib/messages/whole-room';
import type { ShownMessage } from './conversation-context';
import type { LogVirtualizer } from './use-log-scroll';

const LEAST_PX = 28;
/** For a finger. */
const LEAST_TOUCH_PX = 44;

type Log = { virtualizer: LogVirtualizer; rows: readonly Row<ShownMessage>[]; lastSeq: number };
/** `seq`: of the row at the top of the view; `inView`: how many rows that shows. */
type Place = { around: Around; seq: number; inView: number };

/** Null while nothing is drawn, or nothing has a number yet. */
export function placeOf({ virtualizer, rows, lastSeq }: Log): Place | null {
  const { scrollElement } = virtualizer;
  if (!scrollElement) return null;
  const { scrollTop, clientHeight } = scrollElement;
  const view = { start: scrollTop, end: scrollTop + clientHeight };
  const top = numberedAt(virtualizer, rows, view.start);
  const bottom = numberedAt(virtualizer, rows, view.end);
  if (!top || !bottom) return null;
  return { around: around({ top, bottom }, view, lastSeq), seq: top.seq, inView: bottom.seq - top.seq + 1 };
}

/** The row at an offset; where that waits to be sent, the last one that has a number. */
function numberedAt(virtualizer: LogVirtualizer, rows: readonly Row<ShownMessage>[], offset: number) {
  const item = virtualizer.getVirtualItemForOffset(offset);
  for (let index = item?.index ?? -1; index >= 0; index -= 1) {
    const message = rows[index]?.message;
    const placed = virtualizer.measurementsCache[index];
    if (message && placed && 'seq' in message)
      return { seq: message.seq, start: placed.start, end: placed.end };
  }
  return null;
}

export function drawThumb(
  track: HTMLElement,
  thumb: HTMLElement,
  { around: all, inView, position }: Place & { position: number | undefined },
): void {
  const least = window.matchMedia('(pointer: coarse)').matches ? LEAST_TOUCH_PX : LEAST_PX;
  const { start, length } = thumbOn(track.clientHeight, { around: all, inView, least });
  thumb.style.height = `${length}px`;
  thumb.style.transform = `translateY(${position === undefined ? start : position * (track.clientHeight - length)}px)`;
}
