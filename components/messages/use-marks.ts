'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Row, seqOf } from '@/lib/messages/rows';
import type { ShownMessage } from './conversation-context';
import type { Landing } from './landing';
import { articleOf } from './placed-rows';

/** How long a row that somebody came for stays lit. */
const LIT_MS = 2_000;

/** Lights the row one has landed on, and gives it the focus, which tells the ear where one is. Answers the lit row's seq. */
export function useMarks(
  landing: Landing,
  rows: readonly Row<ShownMessage>[],
  scroller: RefObject<HTMLDivElement | null>,
): number | null {
  const [faded, setFaded] = useState<Landing | null>(null);
  const focused = useRef<Landing | null>(null);
  const isLit = landing.marks && faded !== landing;

  useEffect(() => {
    if (!isLit) return;
    const timer = setTimeout(() => setFaded(landing), LIT_MS);
    return () => clearTimeout(timer);
  }, [isLit, landing]);

  // With every commit until it is there: the row has to be drawn first.
  useLayoutEffect(() => {
    if (!landing.marks || focused.current === landing) return;
    const id = rows.find((row) => seqOf(row) === landing.seq)?.message.id ?? null;
    const row = articleOf(scroller.current, id);
    if (!row) return;
    focused.current = landing;
    row.focus({ preventScroll: true });
  });
  return isLit ? landing.seq : null;
}
