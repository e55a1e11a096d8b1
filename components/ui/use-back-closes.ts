'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { backLayers, type Layer } from './back-layers';

let layers: ReturnType<typeof backLayers> | undefined;

/**
 * On a touch screen going back closes what is open over the page, before it leaves the page. Answers what to call when
 * the person opens or closes it by hand; closing by `open` alone says that more follows (see back-layers).
 */
export function useBackCloses(open: boolean, onOpenChange: (open: boolean) => void): (open: boolean) => void {
  const byHand = useRef(false);
  const close = useEffectEvent(() => onOpenChange(false));
  useEffect(() => {
    if (!open || !window.matchMedia('(pointer: coarse)').matches) return;
    layers ??= backLayers(window);
    const stack = layers;
    const layer: Layer = { close: () => close() };
    byHand.current = false;
    stack.add(layer);
    return () => stack.remove(layer, { byHand: byHand.current });
  }, [open]);
  return (next) => {
    byHand.current = !next;
    onOpenChange(next);
  };
}
