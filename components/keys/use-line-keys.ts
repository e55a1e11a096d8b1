'use client';
import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import type { Handlers } from '@/lib/keys/press';
import { press } from './use-keys';

/**
 * A list of links with one tab stop: the line where the focus is, else the one that is open, else the first. The links
 * say their id as `data-line`; arrows also go through the other links and folds between them.
 */
export function useLineKeys(lines: readonly string[], open: string | null) {
  const [focused, setFocused] = useState<string | null>(null);
  const isThere = (id: string | null) => id !== null && lines.includes(id);
  const tabStop = [focused, open].find(isThere) ?? lines[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href], summary')].filter(
      (line) => line.getClientRects().length > 0,
    );
    const here = event.target instanceof HTMLElement ? all.indexOf(event.target) : -1;
    if (here < 0) return;
    const goTo = (index: number) => () => all[Math.max(0, Math.min(index, all.length - 1))]?.focus();
    const handlers = {
      previousLine: goTo(here - 1),
      nextLine: goTo(here + 1),
      firstLine: goTo(0),
      lastLine: goTo(all.length - 1),
    } satisfies Handlers<'sidebar'>;
    press(event, handlers);
  };
  const list = {
    onKeyDown,
    onFocus: ({ target }: FocusEvent) => {
      const line = target.closest<HTMLElement>('[data-line]')?.dataset['line'];
      if (line !== undefined) setFocused(line);
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) setFocused(null);
    },
  };
  return { list, tabStop };
}
