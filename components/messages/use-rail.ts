'use client';
import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Row } from '@/lib/messages/rows';
import { seqAt } from '@/lib/messages/whole-room';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';
import type { LogPlace } from './placed-rows';
import { drawThumb, placeOf } from './rail-place';

/** Whoever rests the hand for so long wants to see what is there. */
const REST_MS = 120;
/** And to whom it is read out, to them in words once it rests: to put them together takes a while. */
const NAME_MS = 100;
/** After so long without scrolling the thumb gets out of the way of a finger. */
const MOVING_MS = 1_500;

type Options = {
  scroller: RefObject<HTMLDivElement | null>;
  place: () => LogPlace | null;
  rows: readonly Row<ShownMessage>[];
  landing: Landing;
  lastSeq: number;
  isTouch: boolean;
  track: RefObject<HTMLDivElement | null>;
  thumb: RefObject<HTMLDivElement | null>;
  /** The hand has passed over a message. */
  onDrag: (seq: number) => void;
  onReach: (seq: number) => void;
  /** What the place is called, for the ear. */
  nameOf: (seq: number) => string;
};

/** Draws the thumb where the log stands, and brings the log to where the thumb is dragged. */
export function useRail(options: Options) {
  const { scroller, rows, landing, lastSeq, isTouch, track, thumb, onDrag, onReach } = options;
  const [dragged, setDragged] = useState<number | null>(null);
  /** Where the thumb was left, until the log has got there. */
  const left = useRef<{ position: number; landing: Landing } | null>(null);
  const hand = useRef<{ grip: number; position: number; reached: number | null } | null>(null);
  const timers = useRef<Partial<Record<'rest' | 'moving' | 'name', ReturnType<typeof setTimeout>>>>({});
  /** Of the track, in px, once it is known: to ask in each frame would style and lay out the log once more. */
  const height = useRef<number | null>(null);
  const place = () => placeOf(options.place(), lastSeq);

  const draw = useEffectEvent(() => {
    const now = place();
    if (!track.current || !thumb.current || !now) return;
    if (left.current && left.current.landing !== landing) left.current = null;
    const position = hand.current?.position ?? left.current?.position;
    height.current ??= track.current.clientHeight;
    drawThumb(thumb.current, { ...now, position, isTouch, height: height.current });
    clearTimeout(timers.current.name);
    timers.current.name = setTimeout(() => tell(now.seq), NAME_MS);
  });
  const tell = useEffectEvent((seq: number) => {
    thumb.current?.setAttribute('aria-valuenow', String(seq));
    thumb.current?.setAttribute('aria-valuetext', options.nameOf(seq));
  });
  // Once in a frame, when all rows of it are there: to look earlier would lay out the log once more.
  const frame = useRef(0);
  const drawSoon = useEffectEvent(() => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      draw();
    });
  });
  useLayoutEffect(() => drawSoon());
  useEffect(() => {
    const element = scroller.current;
    const onScroll = () => {
      drawSoon();
      track.current?.toggleAttribute('data-moving', true);
      clearTimeout(timers.current.moving);
      timers.current.moving = setTimeout(
        () => track.current?.toggleAttribute('data-moving', false),
        MOVING_MS,
      );
    };
    const observer = new ResizeObserver(() => {
      height.current = null;
      drawSoon();
    });
    element?.addEventListener('scroll', onScroll, { passive: true });
    if (element) observer.observe(element);
    return () => {
      element?.removeEventListener('scroll', onScroll);
      observer.disconnect();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      clearTimeout(timers.current.moving);
      clearTimeout(timers.current.rest);
      clearTimeout(timers.current.name);
    };
  }, [scroller, track]);

  const reach = (seq: number, position: number) => {
    left.current = { position, landing };
    onReach(seq);
  };
  const moveHand = (event: PointerEvent) => {
    const now = place();
    if (!hand.current || !now || !track.current || !thumb.current) return;
    const { top, height } = track.current.getBoundingClientRect();
    const way = Math.max(1, height - thumb.current.offsetHeight);
    hand.current.position = Math.min(1, Math.max(0, (event.clientY - top - hand.current.grip) / way));
    const seq = seqAt(hand.current.position, now.around);
    draw();
    setDragged(seq);
    onDrag(seq);
    clearTimeout(timers.current.rest);
    timers.current.rest = setTimeout(() => settle(seq), REST_MS);
  };
  const settle = (seq: number) => {
    if (!hand.current || hand.current.reached === seq) return;
    hand.current.reached = seq;
    reach(seq, hand.current.position);
  };
  const takeHold = (event: PointerEvent) => {
    if (event.button !== 0 || !thumb.current) return;
    event.preventDefault();
    track.current?.setPointerCapture(event.pointerId);
    track.current?.toggleAttribute('data-held', true);
    thumb.current.focus({ preventScroll: true, focusVisible: false });
    const { top, height } = thumb.current.getBoundingClientRect();
    const isOnThumb = event.clientY >= top && event.clientY <= top + height;
    hand.current = { grip: isOnThumb ? event.clientY - top : height / 2, position: 0, reached: null };
    moveHand(event);
  };
  const letGo = () => {
    clearTimeout(timers.current.rest);
    track.current?.toggleAttribute('data-held', false);
    if (hand.current && dragged !== null) settle(dragged);
    hand.current = null;
    setDragged(null);
  };

  return {
    /** The message the hand is over; null while nobody drags. */
    dragged,
    /** The row at the top of the view, and how many fit. */
    here: () => place() ?? { seq: rows.length, inView: 1 },
    reach: onReach,
    onTrack: {
      onPointerDown: takeHold,
      onPointerMove: moveHand,
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  };
}
