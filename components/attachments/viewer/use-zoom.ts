'use client';
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import {
  fit,
  type Point,
  panBy,
  stageOf,
  toggleZoom,
  ZOOM_STEP,
  type Zoom,
  zoomAt,
} from '@/lib/attachments/zoom';

/** Of a wheel's way, and of two fingers on a touch pad, which browsers tell as a wheel with Ctrl. */
const WHEEL = 0.002;
const PAD = 0.01;
/** Pixels that a press of a key moves. */
const PAN_STEP = 80;

type Size = { width: number; height: number };

export type Zooming = ReturnType<typeof useZoom>;

/** How a picture of `natural` pixels lies on the stage. Another one, by `id`, lies there as it fits. */
export function useZoom(stage: RefObject<HTMLElement | null>, id: string, natural: Size) {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [held, setHeld] = useState({ id, zoom: fit });
  const zoom = held.id === id ? held.zoom : fit;
  const on = stageOf(size, natural);
  const set = (next: Zoom) => setHeld({ id, zoom: next });

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? PAD : WHEEL));
    set(zoomAt(zoom, factor, fromMiddle(stage.current, event), on));
  });
  useEffect(() => {
    const element = stage.current;
    // React listens passively, and the page would be made larger as well.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [stage]);

  const middle = { x: 0, y: 0 };
  return {
    zoom,
    fitted: on.fitted,
    isClose: zoom.scale > 1,
    mayComeCloser: zoom.scale < on.most,
    zoomIn: () => set(zoomAt(zoom, ZOOM_STEP, middle, on)),
    zoomOut: () => set(zoomAt(zoom, 1 / ZOOM_STEP, middle, on)),
    zoomFit: () => set(fit),
    /** One step towards what lies there. */
    look: (x: -1 | 0 | 1, y: -1 | 0 | 1) => set(panBy(zoom, { x: -x * PAN_STEP, y: -y * PAN_STEP }, on)),
    toggleAt: (at: Point) => set(toggleZoom(zoom, at, on)),
    /** Two fingers, or one: what lay under `from` lies under `to` now, `factor` times as large. */
    drag: (from: Point, to: Point, factor = 1) =>
      set(panBy(zoomAt(zoom, factor, from, on), { x: to.x - from.x, y: to.y - from.y }, on)),
  };
}

/** A place on the screen, seen from the middle of the stage. */
export function fromMiddle(stage: HTMLElement | null, at: { clientX: number; clientY: number }): Point {
  const box = stage?.getBoundingClientRect();
  if (!box) return { x: 0, y: 0 };
  return { x: at.clientX - box.left - box.width / 2, y: at.clientY - box.top - box.height / 2 };
}
