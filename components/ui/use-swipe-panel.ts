'use client';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import { flushSync } from 'react-dom';
import { axisOf, beginSwipe, type Edge, endsOpen, inwards, moveSwipe, type Point, type Swipe } from './swipe';

type Options = {
  edge: Edge;
  /** What follows the finger; it comes and goes by the transition of its own class. */
  panel: RefObject<HTMLElement | null>;
  backdrop?: RefObject<HTMLElement | null>;
  isOpen: boolean;
  setOpen: (open: boolean) => void;
  /** Whether a swipe that begins on this element may bring the panel in; without it none does. */
  opensFrom?: (target: Element) => boolean;
};

/**
 * A panel that follows the finger: in from its edge, and out again. Where this is to work, `touch-action` must leave
 * the panel's axis to the page, else the browser takes the finger for scrolling.
 */
export function useSwipePanel({ edge, panel, backdrop, isOpen, setOpen, opensFrom }: Options): void {
  const mayBegin = useEffectEvent((target: Element) => {
    if (isOpen) return (panel.current?.contains(target) || backdrop?.current?.contains(target)) ?? false;
    return opensFrom?.(target) ?? false;
  });
  const move = useEffectEvent((swipe: Swipe, base: number) => {
    // Only now the panel is there to be measured: its own size is how far it has to come.
    if (!isOpen) flushSync(() => setOpen(true));
    const element = panel.current;
    const size = element ? sizeOf(element, edge) : 0;
    if (!element || size === 0) return 0;
    const share = Math.min(1, Math.max(0, base + inwards(swipe, edge) / size));
    const away = Math.round((1 - share) * size) * (edge === 'left' ? -1 : 1);
    element.style.transition = 'none';
    element.style.translate = axisOf(edge) === 'x' ? `${away}px 0` : `0 ${away}px`;
    dim(backdrop?.current, share);
    return share;
  });
  const release = useEffectEvent((open: boolean) => {
    const element = panel.current;
    element?.style.removeProperty('transition');
    element?.style.removeProperty('translate');
    dim(backdrop?.current, null);
    if (!open) setOpen(false);
  });

  useEffect(
    () => follow(edge, { mayBegin, isOpen: () => panel.current !== null, move, release }),
    [edge, panel],
  );
}

type Gesture = {
  mayBegin: (target: Element) => boolean;
  isOpen: () => boolean;
  /** Answers the share of the panel that is in sight. */
  move: (swipe: Swipe, base: number) => number;
  release: (open: boolean) => void;
};

/** One finger at a time, from where it is put down to where it is lifted or taken by the browser. */
function follow(edge: Edge, { mayBegin, isOpen, move, release }: Gesture): () => void {
  let current: { swipe: Swipe; base: 0 | 1; share: number; isMoving: boolean } | null = null;

  const end = (open: boolean) => {
    const wasMoving = current?.isMoving;
    current = null;
    if (wasMoving) release(open);
  };
  const onDown = (event: PointerEvent) => {
    // A second finger: this is pinching.
    if (current) return end(current.base === 1);
    const { target } = event;
    if (event.pointerType !== 'touch' || !event.isPrimary || !(target instanceof Element)) return;
    if (!mayBegin(target) || ownsSideways(target, edge)) return;
    const base = isOpen() ? 1 : 0;
    current = { swipe: beginSwipe(pointOf(event)), base, share: base, isMoving: false };
  };
  const onMove = (event: PointerEvent) => {
    if (!current || !event.isPrimary) return;
    current.swipe = moveSwipe(current.swipe, pointOf(event));
    const { swipe, base } = current;
    if (swipe.axis === null) return;
    const isTowards = base === 1 ? inwards(swipe, edge) < 0 : inwards(swipe, edge) > 0;
    if (!current.isMoving && (swipe.axis !== axisOf(edge) || !isTowards)) {
      current = null;
      return;
    }
    current.isMoving = true;
    current.share = move(swipe, base);
  };
  const onUp = (event: PointerEvent) => {
    if (current && event.isPrimary) end(endsOpen(current.swipe, edge, current.share));
  };
  const onCancel = () => end(current?.base === 1);

  window.addEventListener('pointerdown', onDown);
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  return () => {
    window.removeEventListener('pointerdown', onDown);
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
  };
}

function pointOf({ clientX, clientY, timeStamp }: PointerEvent): Point {
  return { x: clientX, y: clientY, at: timeStamp };
}

function sizeOf(element: HTMLElement, edge: Edge): number {
  return axisOf(edge) === 'x' ? element.offsetWidth : element.offsetHeight;
}

function dim(backdrop: HTMLElement | null | undefined, share: number | null): void {
  if (!backdrop) return;
  backdrop.style.transition = share === null ? '' : 'none';
  backdrop.style.opacity = share === null ? '' : String(share);
}

/** What is dragged or scrolls sideways by itself keeps the finger: a slider, a field, a wide table, a line of code. */
function ownsSideways(target: Element, edge: Edge): boolean {
  if (target.closest('input, textarea, select, [role="slider"]')) return true;
  if (axisOf(edge) === 'y') return false;
  for (let element: Element | null = target; element; element = element.parentElement) {
    if (element.scrollWidth <= element.clientWidth) continue;
    if (/auto|scroll/.test(getComputedStyle(element).overflowX)) return true;
  }
  return false;
}
