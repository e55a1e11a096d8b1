'use client';
import { useEffect, useState } from 'react';
import { placeTooltip, type Side } from './tooltip-place';

/** What makes a button say its name to eyes and a mouse. It must carry an accessible name of its own. */
export function tooltip(label: string, side: Side = 'top') {
  return { 'data-tip': label, 'data-tip-side': side };
}

const OPEN_MS = 450;
/** So soon after another one it opens at once: somebody looks along a row of buttons. */
const GROUP_MS = 400;

/** The one tooltip of the page. Hundreds of buttons only carry its words. */
export function TooltipLayer() {
  const [button, setButton] = useState<HTMLElement | null>(null);
  useEffect(() => watchButtons(setButton), []);
  if (!button?.isConnected) return null;
  return (
    <div
      key={button.dataset['tip']}
      aria-hidden
      ref={(tip) => {
        if (tip) place(tip, button);
      }}
      className="pointer-events-none fixed z-50 max-w-64 rounded-md bg-ink px-2 py-1 text-canvas text-xs transition-opacity starting:opacity-0"
    >
      {button.dataset['tip']}
    </div>
  );
}

function place(tip: HTMLElement, button: HTMLElement): void {
  const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const side = button.dataset['tipSide'] as Side;
  const { left, top } = placeTooltip(
    button.getBoundingClientRect(),
    { width: tip.offsetWidth, height: tip.offsetHeight },
    viewport,
    side,
  );
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

/** Tells which button is pointed at for a while or has the keyboard's focus; null as soon as it is not, or used. */
function watchButtons(tell: (button: HTMLElement | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pointedAt: HTMLElement | null = null;
  let shown: HTMLElement | null = null;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    hiddenAt = performance.now();
    shown = null;
    tell(null);
  };
  const show = (button: HTMLElement) => {
    shown = button;
    tell(button);
  };
  const onPointerOver = ({ target, pointerType }: PointerEvent) => {
    const button = pointerType === 'mouse' ? buttonOf(target) : null;
    if (button === pointedAt) return;
    pointedAt = button;
    hide();
    if (button) timer = setTimeout(show, performance.now() - hiddenAt < GROUP_MS ? 0 : OPEN_MS, button);
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    const button = buttonOf(target);
    hide();
    if (button?.matches(':focus-visible')) show(button);
  };
  const controller = new AbortController();
  const options = { signal: controller.signal, capture: true, passive: true };
  document.addEventListener('pointerover', onPointerOver, options);
  document.addEventListener('focusin', onFocusIn, options);
  for (const end of ['pointerdown', 'keydown', 'scroll', 'focusout', 'mouseleave'])
    document.addEventListener(end, hide, options);
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}

function buttonOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
}
