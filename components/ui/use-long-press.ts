'use client';
import { type PointerEvent, useEffect, useRef } from 'react';

/** As long as phones themselves wait. */
const HOLD_MS = 400;
/** What a browser makes of a lifted finger comes within this time. */
const RELEASE_MS = 300;
/** A finger that lies still moves a little; one that scrolls moves more. CSS pixels. */
const SLOP = 10;

type Press = { timer: number; x: number; y: number };

/**
 * Holding a finger on an element, for what a mouse finds by hovering. A press on something that does its own thing
 * (a link has the browser's menu, a field its selection) is left alone.
 */
export function useLongPress(onLongPress: () => void) {
  const press = useRef<Press | null>(null);
  const cancel = () => giveUp(press);
  // A row that scrolls away must not open anything.
  useEffect(() => () => giveUp(press), []);
  return {
    onPointerDown: (event: PointerEvent) => {
      cancel();
      if (event.pointerType !== 'touch' || !event.isPrimary || isBusy(event.target)) return;
      const timer = window.setTimeout(() => {
        press.current = null;
        // A short knock, where the device can.
        navigator.vibrate?.(10);
        swallowRelease();
        onLongPress();
      }, HOLD_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const begun = press.current;
      if (begun && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > SLOP) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}

function giveUp(press: { current: Press | null }): void {
  window.clearTimeout(press.current?.timer);
  press.current = null;
}

/** Whoever has selected something is about to change what is selected. */
function isBusy(target: EventTarget): boolean {
  if (document.getSelection()?.isCollapsed === false) return true;
  return target instanceof Element && target.closest('a, button, input, textarea, select, summary') !== null;
}

/**
 * The finger is still down: what the browser makes of lifting it (a click, a menu, a selection) must not reach what
 * has opened under it.
 */
function swallowRelease(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const names = ['click', 'contextmenu', 'selectstart'] as const;
  for (const name of names) window.addEventListener(name, swallow, true);
  const end = () => {
    for (const name of names) window.removeEventListener(name, swallow, true);
    window.removeEventListener('pointerdown', end, true);
  };
  const endSoon = () => window.setTimeout(end, RELEASE_MS);
  window.addEventListener('pointerup', endSoon, { capture: true, once: true });
  window.addEventListener('pointercancel', endSoon, { capture: true, once: true });
  window.addEventListener('pointerdown', end, true);
}
