'use client';
import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import { useSteady } from '@/components/ui/use-steady';

/** Smooth scrolling goes on for a while after the wheel's last turn, but not for so long. */
const TURN_MS = 500;
/** Once the log has stood for so long, what lies under the pointer is pointed at again. */
const REST_MS = 120;
/** A hand that clicks moves no further than so many px. */
const SLIP = 5;

export type Shield = {
  /** Somebody has scrolled the log, whose view is so many px high. */
  onScrolled: (height: number) => void;
};

type Props = { scroller: RefObject<HTMLElement | null>; handle: RefObject<Shield | null> };

/**
 * Lies over the rows while the wheel turns: what only passes below a hand that rests is not pointed at. Else the browser
 * finds out in each frame what that is, and styles anew what came there and what went. A hand that moves or clicks reaches
 * the rows; one that holds a button, to select, never meets it.
 */
export function WheelShield({ scroller, handle }: Props) {
  const shield = useRef<HTMLDivElement>(null);
  const turnedAt = useRef(Number.NEGATIVE_INFINITY);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pressed = useRef<{ x: number; y: number } | null>(null);
  /** A button is held, anywhere in the log. */
  const isHeld = useRef(false);
  const lower = useSteady(() => {
    clearTimeout(rest.current);
    turnedAt.current = Number.NEGATIVE_INFINITY;
    pressed.current = null;
    if (shield.current) shield.current.hidden = true;
  });
  useImperativeHandle(handle, () => ({
    onScrolled(height) {
      if (!shield.current || isHeld.current || performance.now() - turnedAt.current > TURN_MS) return;
      // As high as the view and no higher: else there would be more to scroll to at the room's end.
      if (shield.current.hidden) shield.current.style.height = `${height}px`;
      shield.current.hidden = false;
      clearTimeout(rest.current);
      rest.current = setTimeout(lower, REST_MS);
    },
  }));
  useEffect(() => {
    const log = scroller.current;
    const turn = () => {
      turnedAt.current = performance.now();
    };
    const hold = () => {
      isHeld.current = true;
    };
    const letGo = () => {
      isHeld.current = false;
    };
    log?.addEventListener('wheel', turn, { passive: true });
    log?.addEventListener('pointerdown', hold);
    window.addEventListener('pointerup', letGo);
    window.addEventListener('pointercancel', letGo);
    return () => {
      log?.removeEventListener('wheel', turn);
      log?.removeEventListener('pointerdown', hold);
      window.removeEventListener('pointerup', letGo);
      window.removeEventListener('pointercancel', letGo);
      letGo();
      lower();
    };
  }, [scroller, lower]);

  const move = ({ movementX, movementY, nativeEvent }: PointerEvent) => {
    if (pressed.current || (movementX === 0 && movementY === 0)) return;
    lower();
    passOn(new window.PointerEvent('pointermove', nativeEvent));
  };
  // What is pressed here must be released here: else the click would be nobody's.
  const press = ({ button, pointerId, clientX, clientY, currentTarget }: PointerEvent) => {
    if (button !== 0) return lower();
    clearTimeout(rest.current);
    currentTarget.setPointerCapture(pointerId);
    pressed.current = { x: clientX, y: clientY };
  };
  const click = (event: MouseEvent) => {
    const { clientX, clientY, nativeEvent } = event;
    const { x = clientX, y = clientY } = pressed.current ?? {};
    event.stopPropagation();
    lower();
    if (Math.hypot(clientX - x, clientY - y) <= SLIP) passOn(new window.MouseEvent('click', nativeEvent));
  };
  return (
    <div className="sticky top-0 z-20">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what it passes on is for others. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys never meet it. */}
      <div
        ref={shield}
        hidden
        onPointerMove={move}
        onPointerDown={press}
        // The click comes after it.
        onPointerUp={() => setTimeout(lower)}
        onPointerCancel={lower}
        onClick={click}
        className="absolute inset-x-0 top-0 select-none"
      />
    </div>
  );
}

/** To what lies below. */
function passOn(event: globalThis.MouseEvent): void {
  document.elementFromPoint(event.clientX, event.clientY)?.dispatchEvent(event);
}
