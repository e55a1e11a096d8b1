'use client';
import { type RefObject, useEffect, useState } from 'react';

/**
 * Under a finger a long press is for the row's sheet, so its text cannot be selected (see globals.css) until this is
 * asked for: then it is selected as a whole, and the handles may be drawn over the whole log while anything is.
 */
export function useSelectText(text: RefObject<HTMLElement | null>): () => void {
  const [isSelecting, setSelecting] = useState(false);
  useEffect(() => {
    const element = text.current;
    if (!isSelecting || !element) return;
    const log = element.closest('[role="log"]');
    log?.setAttribute('data-selecting', '');
    document.getSelection()?.selectAllChildren(element);
    const onChange = () => {
      if (document.getSelection()?.isCollapsed) setSelecting(false);
    };
    document.addEventListener('selectionchange', onChange);
    return () => {
      document.removeEventListener('selectionchange', onChange);
      log?.removeAttribute('data-selecting');
    };
  }, [isSelecting, text]);
  return () => setSelecting(true);
}
