'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { backdropClass } from './dialog-class';
import { useBackCloses } from './use-back-closes';
import { useSwipePanel } from './use-swipe-panel';

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One quiet line that says what it is about. */
  about: string;
  /** A quieter one below it. */
  note: string;
  children: ReactNode;
};

export function SheetPopup({ open, onOpenChange, title, about, note, children }: SheetProps) {
  const panel = useRef<HTMLDivElement>(null);
  const backdrop = useRef<HTMLDivElement>(null);
  const change = useBackCloses(open, onOpenChange);
  useSwipePanel({ edge: 'bottom', panel, backdrop, isOpen: open, setOpen: change });
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Backdrop ref={backdrop} className={backdropClass} />
        {/* What is chosen says where the focus goes on: an editor, a question. */}
        <Base.Popup ref={panel} finalFocus={false} className={popupClass}>
          <span aria-hidden className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line-strong" />
          <header className="px-5 pt-2 pb-2">
            <Base.Title className="sr-only">{title}</Base.Title>
            <p dir="auto" className="truncate text-sm">
              {about}
            </p>
            <p className="text-ink-muted text-xs">{note}</p>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-2">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

// On a screen too low for all choices they scroll, and the finger cannot drag them as well.
const popupClass =
  'fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[92dvh] w-full max-w-lg flex-col rounded-t-xl bg-surface ' +
  'pb-[max(0.5rem,env(safe-area-inset-bottom))] text-ink shadow-popup outline-none touch-none ' +
  'transition-transform ease-out data-ending-style:translate-y-full starting:translate-y-full ' +
  '[@media(max-height:26rem)]:touch-pan-y';
