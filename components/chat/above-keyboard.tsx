'use client';
import { useEffect } from 'react';
import { visibleArea } from '@/components/ui/visible-area';

/** Keeps the frame, and with it the composer, above a screen keyboard that lies over the page. */
export function AboveKeyboard() {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const { style } = document.documentElement;
    const fit = () => {
      const { height, offsetTop, scale } = viewport;
      const { clientHeight } = document.documentElement;
      const area = visibleArea({ layoutHeight: clientHeight, height, offsetTop, scale });
      if (!area) {
        style.removeProperty('--visible-top');
        style.removeProperty('--visible-height');
        return;
      }
      style.setProperty('--visible-top', `${area.top}px`);
      style.setProperty('--visible-height', `${area.height}px`);
    };
    viewport.addEventListener('resize', fit);
    viewport.addEventListener('scroll', fit);
    return () => {
      viewport.removeEventListener('resize', fit);
      viewport.removeEventListener('scroll', fit);
    };
  }, []);
  return null;
}
