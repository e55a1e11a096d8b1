'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { Row } from '@/lib/messages/rows';
import { type ShownMessage, useConversation } from './conversation-context';
import { type Landing, rowPlace, type Wanted } from './landing';
import type { LogPlace } from './placed-rows';
import { useDateAt } from './use-date-at';
import { useRail } from './use-rail';

type Props = {
  scroller: RefObject<HTMLDivElement | null>;
  /** Where the log stands. */
  place: () => LogPlace | null;
  rows: readonly Row<ShownMessage>[];
  landing: Landing;
  lastSeq: number;
  goTo: (wanted: Wanted) => void;
};

/** Stands where a scrollbar would, which knows only of the rows that are here: shows and reaches any place in the room. */
export function LogRail({ goTo, ...log }: Props) {
  const { lastSeq } = log;
  const t = useTranslations('chat.history');
  const { room, title, dates, isTouch } = useConversation();
  const track = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const date = useDateAt(room.roomId);
  const rail = useRail({
    ...{ ...log, isTouch, track, thumb },
    onDrag: date.ask,
    onReach: (seq) => goTo(rowPlace(seq)),
    nameOf: (seq) => {
      const held = log.rows.find(({ message }) => 'seq' in message && message.seq === seq);
      return t('place', { seq, count: lastSeq, day: held ? dates.longDayOf(held.message.createdAt) : '' });
    },
  });
  const day = date.latest && dates.longDayOf(date.latest.createdAt);

  const onKeyDown = (event: KeyboardEvent) => {
    const { seq, inView } = rail.here();
    const tenth = Math.max(inView, Math.round(lastSeq / 10));
    const steps: Record<string, number> = {
      ArrowUp: seq - inView,
      ArrowDown: seq + inView,
      PageUp: seq - tenth,
      PageDown: seq + tenth,
      Home: 1,
      End: lastSeq,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    rail.reach(Math.max(1, Math.min(lastSeq, next)));
  };

  return (
    <div ref={track} {...rail.onTrack} className={trackClass}>
      <div
        ref={thumb}
        role="slider"
        tabIndex={0}
        aria-label={t('rail', { room: title })}
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={lastSeq}
        // Written anew with each scroll, past React.
        aria-valuenow={lastSeq}
        onKeyDown={onKeyDown}
        className={thumbClass}
      >
        <span aria-hidden className={gripClass} />
        {rail.dragged !== null && (
          <output className={bubbleClass}>{day ?? t('message', { seq: rail.dragged })}</output>
        )}
      </div>
    </div>
  );
}

const trackClass =
  'group/rail absolute inset-y-1 end-0 w-3.5 touch-none select-none touch:pointer-events-none touch:w-11';
const thumbClass =
  'absolute inset-x-0 top-0 flex justify-end rounded-full pe-1 outline-offset-[-2px] ' +
  'touch:opacity-0 touch:transition-opacity touch:focus-visible:opacity-100 touch:group-data-moving/rail:pointer-events-auto touch:group-data-moving/rail:opacity-100';
const gripClass =
  'h-full w-1.5 rounded-full bg-line-strong/60 transition-[width,background-color] ' +
  'group-hover/rail:w-2 group-hover/rail:bg-line-strong group-data-held/rail:w-2 group-data-held/rail:bg-accent touch:w-2';
const bubbleClass =
  'pointer-events-none absolute end-full top-1/2 me-2 -translate-y-1/2 whitespace-nowrap rounded-md bg-ink px-2.5 py-1 font-medium text-canvas text-sm shadow-popup';
