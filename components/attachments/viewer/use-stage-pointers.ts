'use client';
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { beginSwipe, moveSwipe, type Swipe } from '@/components/ui/swipe';
import type { Point } from '@/lib/attachments/zoom';
import { swipeEnd } from './swipe-end';
import { fromMiddle, type Zooming } from './use-zoom';

/** Two taps so close in time and place are one double tap: milliseconds, pixels. */
const TWICE_MS = 300;
const TWICE_PX = 30;

type Options = {
  stage: RefObject<HTMLElement | null>;
  zooming: Zooming;
  onPrevious: () => void;
  onNext: () => void;
  onClose: () => void;
};

const still = { x: 0, y: 0 };

/**
 * Fingers and the mouse on the stage. Two fingers pinch; one moves a picture that is close, and pushes one that fits
 * aside. Answers the stage's handlers and how far the picture is pushed.
 */
export function useStagePointers({ stage, zooming, onPrevious, onNext, onClose }: Options) {
  const down = useRef(new Map<number, Point>());
  const swipe = useRef<Swipe | null>(null);
  const lastTap = useRef({ at: Number.NEGATIVE_INFINITY, ...still });
  const [pushed, setPushed] = useState(still);

  const onPointerDown = (event: PointerEvent) => {
    const isTouch = event.pointerType === 'touch';
    // A thumb often sets out from the button at the edge; a mouse that is pressed there presses it.
    if (event.button !== 0 || (!isTouch && isOnButton(event))) return;
    // Fingers stay with what they have touched by themselves.
    if (!isTouch) stage.current?.setPointerCapture(event.pointerId);
    down.current.set(event.pointerId, fromMiddle(stage.current, event));
    swipe.current = down.current.size === 1 ? beginSwipe(pointOf(event)) : null;
    setPushed(still);
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = down.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(stage.current, event);
    const others = [...down.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    down.current.set(event.pointerId, now);
    const [other] = others;
    if (other)
      zooming.drag(between(before, other), between(now, other), apart(now, other) / apart(before, other));
    else if (zooming.isClose) zooming.drag(before, now);
    if (!swipe.current) return;
    swipe.current = moveSwipe(swipe.current, pointOf(event));
    if (event.pointerType === 'touch' && !zooming.isClose) setPushed(wayOf(swipe.current));
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!down.current.delete(event.pointerId) || !swipe.current) return;
    const done = swipe.current;
    swipe.current = null;
    setPushed(still);
    if (done.axis === null) return isOnButton(event) ? undefined : tap(event);
    if (event.pointerType !== 'touch' || zooming.isClose) return;
    const act = { previous: onPrevious, next: onNext, close: onClose, stay: () => {} };
    act[swipeEnd(done)]();
  };
  const tap = (event: PointerEvent) => {
    const at = fromMiddle(stage.current, event);
    const isTwice = event.timeStamp - lastTap.current.at < TWICE_MS && apart(at, lastTap.current) < TWICE_PX;
    lastTap.current = { at: isTwice ? Number.NEGATIVE_INFINITY : event.timeStamp, ...at };
    if (isTwice) zooming.toggleAt(at);
  };
  const onPointerCancel = (event: PointerEvent) => {
    down.current.delete(event.pointerId);
    swipe.current = null;
    setPushed(still);
  };
  return { pushed, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

function isOnButton({ target }: PointerEvent): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function pointOf({ clientX, clientY, timeStamp }: PointerEvent) {
  return { x: clientX, y: clientY, at: timeStamp };
}

function wayOf({ axis, from, trail }: Swipe): Point {
  const last = trail.at(-1) ?? from;
  if (axis === null) return still;
  return axis === 'x' ? { x: last.x - from.x, y: 0 } : { x: 0, y: last.y - from.y };
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function apart(a: Point, b: Point): number {
  // Never 0: two fingers in one place would make the picture endless.
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
}
