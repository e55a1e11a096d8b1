'use client';
import type { ClipboardEvent, ComponentProps, KeyboardEvent, RefObject } from 'react';
import { flushSync } from 'react-dom';
import { press } from '@/components/keys/use-keys';
import { classNames } from '@/components/ui/class-names';
import type { Handlers } from '@/lib/keys/press';
import { linkPasted, type Mark, type TextEdit, toggleMark } from '@/lib/messages/formatting';

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
    const mark = (sign: Mark) => () => typeInto(field, toggleMark(selectionOf(field), sign), onChange);
    const handlers = {
      bold: mark('bold'),
      italic: mark('italic'),
      code: mark('code'),
      link: mark('link'),
    } satisfies Handlers<'field'>;
    if (!press(event, handlers)) onKeyDown?.(event);
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const field = event.currentTarget;
    const edit = linkPasted(selectionOf(field), event.clipboardData.getData('text/plain'));
    if (!edit) return;
    event.preventDefault();
    typeInto(field, edit, onChange);
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
        onPaste={onPaste}
        className={classNames(shape, 'resize-none overflow-hidden bg-transparent outline-none')}
      />
    </div>
  );
}

function selectionOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** As if it were typed: only what `execCommand` puts into a field can be undone with Ctrl+Z. */
function typeInto(field: HTMLTextAreaElement, edit: TextEdit, onChange: (text: string) => void): void {
  const { from, to, insert, start, end } = edit;
  field.setSelectionRange(from, to);
  const isTyped = document.execCommand('insertText', false, insert);
  if (!isTyped) {
    const { value } = field;
    // The caret can only be placed in text that is already there.
    flushSync(() => onChange(value.slice(0, from) + insert + value.slice(to)));
  }
  field.setSelectionRange(start, end);
}
