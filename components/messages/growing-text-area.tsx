'use client';
import type { ComponentProps, KeyboardEvent, RefObject } from 'react';
import { flushSync } from 'react-dom';
import { classNames } from '@/components/ui/class-names';
import { markOf, toggleMark } from '@/lib/messages/formatting';

type Props = Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref'> & {
  value: string;
  onChange: (text: string) => void;
  inputRef: RefObject<HTMLTextAreaElement | null>;
};

/** A text field as high as its text, up to two fifths of the screen; knows the keys that mark a selection. */
export function GrowingTextArea({ value, onChange, onKeyDown, inputRef, className, ...rest }: Props) {
  const shape = classNames('col-start-1 row-start-1 px-3.5 py-2.5 text-base leading-[1.4375rem]', className);

  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const field = event.currentTarget;
    const mark = isComposing(event) ? null : markOf(event);
    if (!mark) return onKeyDown?.(event);
    event.preventDefault();
    const next = toggleMark({ text: value, start: field.selectionStart, end: field.selectionEnd }, mark);
    // The caret can only be placed in text that is already there.
    flushSync(() => onChange(next.text));
    field.setSelectionRange(next.start, next.end);
  };

  return (
    <div className="grid max-h-[40dvh] min-w-0 flex-1 overflow-y-auto">
      {/* Invisible twin that gives the cell its height. */}
      <div
        aria-hidden
        className={classNames(shape, 'invisible whitespace-pre-wrap [overflow-wrap:anywhere]')}
      >
        {`${value}\u200b`}
      </div>
      <textarea
        {...rest}
        ref={inputRef}
        rows={1}
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKey}
        className={classNames(shape, 'resize-none overflow-hidden bg-transparent outline-none')}
      />
    </div>
  );
}

/** Enter and Escape belong to the input method while it composes; Safari reports the last one as key 229 only. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** On a screen keyboard Enter is a line end, and the button sends. */
export function isTouchDevice(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}
