'use client';
import { type RefObject, useLayoutEffect } from 'react';
import { PIN_DISTANCE } from '@/lib/messages/reading';
import type { LogVirtualizer } from './use-log-scroll';

/** The composer grows, a bar appears, the window changes: whoever was at the room's end stays there. */
export function useStayAtEnd(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: LogVirtualizer,
  hasAfter: boolean,
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || hasAfter) return;
    const isAtEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight <= PIN_DISTANCE;
    let wasAtEnd = isAtEnd();
    let size = sizeOf(element);
    const remember = () => {
      wasAtEnd = isAtEnd();
    };
    // It also reports once when it begins, which is no change.
    const observer = new ResizeObserver(() => {
      if (wasAtEnd && sizeOf(element) !== size) virtualizer.scrollToEnd();
      size = sizeOf(element);
    });
    element.addEventListener('scroll', remember, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', remember);
      observer.disconnect();
    };
  }, [scroller, virtualizer, hasAfter]);
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => `${clientWidth}×${clientHeight}`;
