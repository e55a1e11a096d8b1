'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { backLayers, type Layer } from './back-layers';

let layers: ReturnType<typeof backLayers> | undefined;

const touch = '(pointer: coarse)';

/**
 * On a touch screen going back closes what is open over the page, before it leaves the page. Answers what to call when
 * the person opens or closes it by hand; closing by `open` alone says that more follows (see back-layers).
 * `where`: on which screens it lies over the page at all.
 */
export function useBackCloses(
  open: boolean,
  onOpenChange: (open: boolean) => void,
  where = touch,
): (open: boolean) => void {
  const byHand = useRef(false);
  const close = useEffectEvent(() => onOpenChange(false));
  useEffect(() => {
    if (!open || !window.matchMedia(where).matches) return;
    layers ??= backLayers(window);
    const stack = layers;
    const layer: Layer = { close: () => close() };
    byHand.current = false;
    stack.add(layer);
    return () => stack.remove(layer, { byHand: byHand.current });
  }, [open, where]);
  return (next) => {
    byHand.current = !next;
    onOpenChange(next);
  };
}
