'use client';
import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import { press, useKeys } from '@/components/keys/use-keys';
import type { Handlers } from '@/lib/keys/press';
import type { Drawn } from '@/lib/messages/drawn-rows';
import { rowOnNextScreen } from '@/lib/messages/row-focus';
import type { Row } from '@/lib/messages/rows';
import type { RoomView } from '@/lib/realtime/client/view';
import { type ShownMessage, useConversation } from './conversation-context';
import { articleOf, type LogElements, type LogPlace, placedRows } from './placed-rows';

/** The message that Tab leads to, and whether the focus is in it: then it stays mounted wherever one scrolls. */
export type RowFocus = { id: string | null; isInside: boolean };
export const noRow: RowFocus = { id: null, isInside: false };

type Options = {
  elements: () => LogElements | null;
  rows: readonly Row<ShownMessage>[];
  /** The places of the rows that are drawn. */
  drawn: () => Drawn;
  /** Draws a row if it is not there, and scrolls to where it is seen. */
  reveal: (index: number) => void;
  view: RoomView;
  focus: RowFocus;
  setFocus: (focus: RowFocus) => void;
  /** Esc: everything here is read. */
  onRead: () => void;
  /** To the room's first message, and to its last: they may have to be loaded. */
  goToBeginning: () => void;
  goToEnd: () => void;
  /** To the "New" line; false when there is none. */
  goToNew: () => boolean;
};

/** The keys of the log: from message to message with one tab stop for all of them, and to the ends of the room. */
export function useLogKeys(options: Options) {
  const { elements, rows, drawn, reveal, focus, setFocus, onRead, goToBeginning, goToEnd, goToNew } = options;
  const { composer } = useConversation();
  const wanted = useWantedFocus(options);
  const current = rows.findIndex(({ message }) => message.id === focus.id);

  const moveTo = (index: number) => {
    const target = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!target) return false;
    wanted.current = target.message.id;
    setFocus({ id: target.message.id, isInside: true });
    reveal(rows.indexOf(target));
    return true;
  };
  const moveByScreen = (step: 1 | -1) => {
    const log = elements();
    if (!log) return false;
    const { first } = drawn();
    const way = { from: current - first, step, height: log.scroller.clientHeight };
    return moveTo(first + rowOnNextScreen(placedRows(log), way));
  };
  /** Where the focus was in a message, it goes along with the eye. */
  const withFocus = (go: () => unknown, place: 'first' | 'last') => () => {
    if (elements()?.scroller.contains(document.activeElement)) wanted.current = place;
    return go();
  };
  useKeys({
    read: onRead,
    oldestUnread: goToNew,
    latest: withFocus(goToEnd, 'last'),
  } satisfies Handlers<'conversation'>);
  // This room is one of them, and its "New" line goes with it.
  const readThisToo = () => {
    onRead();
    return false;
  };
  useKeys({ readEverything: readThisToo }, { isEarly: true });

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('article') : null;
    if (!row || event.isDefaultPrevented()) return;
    const isOnRow = event.target === row;
    const handlers = {
      previousRow: () => isOnRow && moveTo(current - 1),
      nextRow: () => isOnRow && moveTo(current + 1),
      pageUp: () => isOnRow && moveByScreen(-1),
      pageDown: () => isOnRow && moveByScreen(1),
      firstRow: () => isOnRow && withFocus(goToBeginning, 'first')(),
      lastRow: () => isOnRow && withFocus(goToEnd, 'last')(),
      // First out of what is inside the message, then out of the message.
      leaveRow: () => (isOnRow ? composer.current?.focus() : row.focus()),
    } satisfies Handlers<'log'>;
    press(event, handlers);
  };
  return {
    onKeyDown,
    onFocus: ({ target }: FocusEvent) => {
      const id = target.closest('article')?.dataset['messageId'];
      if (id !== undefined) setFocus({ id, isInside: true });
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      // Whoever goes to another window comes back to where they were.
      const isOutside = relatedTarget instanceof Node && !currentTarget.contains(relatedTarget);
      if (!isOutside) return;
      wanted.current = null;
      setFocus({ ...focus, isInside: false });
    },
  };
}

type Wanted = string | 'first' | 'last' | null;

/** A row that should have the focus as soon as it is there: it may have to be mounted, or loaded, first. */
function useWantedFocus({ elements, rows, view }: Options): RefObject<Wanted> {
  const wanted = useRef<Wanted>(null);
  useLayoutEffect(() => {
    const { current: place } = wanted;
    const isOnItsWay = (place === 'first' && view.hasBefore) || (place === 'last' && view.hasAfter);
    if (place === null || isOnItsWay) return;
    const ends = { first: rows[0], last: rows.at(-1) };
    const id = place === 'first' || place === 'last' ? ends[place]?.message.id : place;
    const row = articleOf(elements()?.list ?? null, id ?? null);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return wanted;
}

/**
 * The one row that Tab leads to: where one was, while that is in view, else the last one in view. It is told so past React:
 * it is another one whenever somebody scrolls.
 */
export function useTabStop(elements: () => LogElements | null, { id, isInside }: RowFocus) {
  const was = useRef<HTMLElement | null>(null);
  return ({ inView }: LogPlace): void => {
    const focused = articleOf(elements()?.list ?? null, id);
    const isInView = focused !== null && inView.some(({ element }) => element.contains(focused));
    const last = inView.at(-1)?.element.querySelector<HTMLElement>('article') ?? null;
    const stop = isInside || isInView ? (focused ?? last) : last;
    if (was.current !== stop) was.current?.setAttribute('tabindex', '-1');
    if (stop?.tabIndex !== 0) stop?.setAttribute('tabindex', '0');
    was.current = stop;
  };
}
