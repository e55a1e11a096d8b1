'use client';
import {
  type KeyboardEvent as ReactKeyboardEvent,
  type MouseEvent as ReactMouseEvent,
  useEffect,
  useEffectEvent,
} from 'react';
import { isChord } from '@/lib/keys/chord';
import { type KeyId, keyRow } from '@/lib/keys/keys';
import { findPressed, type Handler, type TextAround } from '@/lib/keys/press';
import { isApple } from './platform';

/**
 * Listens wherever the focus is, but in what lies over the page: a dialog or a menu has keys of its own. `isEarly`: before
 * everybody else, for those who have something to do with a key that is another's.
 */
export function useKeys<Id extends KeyId>(handlers: Record<Id, Handler>, { isEarly = false } = {}): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!event.defaultPrevented && !isOverPage(event.target)) press(event, handlers);
  });
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown, isEarly);
    return () => window.removeEventListener('keydown', onKeyDown, isEarly);
  }, [isEarly]);
}

/** Does what the key is for, if it is one of these; true: it was, and nobody else need look at it. */
export function press<Id extends KeyId>(
  event: KeyboardEvent | ReactKeyboardEvent,
  handlers: Record<Id, Handler>,
): boolean {
  const pressed = 'nativeEvent' in event ? event.nativeEvent : event;
  const ids = Object.keys(handlers) as Id[];
  const id = findPressed(pressed, ids, { isApple: isApple(), text: textAround(event.target) });
  if (id === undefined) return false;
  const isHeldDown = pressed.repeat && !keyRow(id).repeats;
  if (!isHeldDown && handlers[id]() === false) return false;
  event.preventDefault();
  return true;
}

/** Whether the click is one of the key's chords. */
export function isClickFor(id: KeyId, event: ReactMouseEvent): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const pressed = {
    ...{ ctrlKey, metaKey, altKey, shiftKey, key: 'Click', code: '', isComposing: false, keyCode: 0 },
    getModifierState: () => false,
  };
  return keyRow(id).chords.some((chord) => isChord(pressed, chord, { isApple: isApple() }));
}

function isOverPage(target: EventTarget | null): boolean {
  // What is closing has the focus for a moment still; whoever is quick means the page.
  const over =
    ':is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]):not([data-closed])';
  return target instanceof Element && target.closest(over) !== null;
}

const notText = 'input:is([type="checkbox"], [type="radio"], [type="range"], [type="button"])';

function textAround(target: EventTarget | null): TextAround {
  if (!(target instanceof HTMLElement) || target.matches(notText)) return 'none';
  // A list of choices takes letters and End for its own, as text does.
  if (target.isContentEditable || target instanceof HTMLSelectElement) return 'text';
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return 'none';
  return target.value === '' ? 'empty' : 'text';
}
