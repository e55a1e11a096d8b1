import { type Around, around, thumbOn } from '@/lib/messages/whole-room';
import type { LogPlace } from './placed-rows';

const LEAST_PX = 28;
/** For a finger. */
const LEAST_TOUCH_PX = 44;

/** `seq`: of the row at the top of the view; `inView`: how many rows that shows. */
type Place = { around: Around; seq: number; inView: number };

/** Null while nothing is drawn, or nothing in view has a number yet. */
export function placeOf(now: LogPlace | null, lastSeq: number): Place | null {
  const numbered = now?.inView.filter(isNumbered) ?? [];
  const [top] = numbered;
  const bottom = numbered.at(-1);
  if (!now || !top || !bottom) return null;
  const view = { start: 0, end: now.height };
  return { around: around({ top, bottom }, view, lastSeq), seq: top.seq, inView: bottom.seq - top.seq + 1 };
}

function isNumbered<R extends { seq: number | undefined }>(row: R): row is R & { seq: number } {
  return row.seq !== undefined;
}

type Thumb = Place & {
  /** Where it is dragged, of its way from 0 to 1; undefined: it stands where the log does. */
  position: number | undefined;
  isTouch: boolean;
  /** Of the track, in px. */
  height: number;
};

export function drawThumb(
  thumb: HTMLElement,
  { around: all, inView, position, isTouch, height: track }: Thumb,
): void {
  const least = isTouch ? LEAST_TOUCH_PX : LEAST_PX;
  const { start, length } = thumbOn(track, { around: all, inView, least });
  // Else the page would be laid out anew with each scroll.
  const height = `${Math.round(length)}px`;
  if (thumb.style.height !== height) thumb.style.height = height;
  thumb.style.transform = `translateY(${position === undefined ? start : position * (track - length)}px)`;
}
