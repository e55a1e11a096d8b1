'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { backdropClass } from './dialog';
import { useBackCloses } from './use-back-closes';
import { useSwipePanel } from './use-swipe-panel';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One quiet line that says what it is about. */
  about: string;
  /** A quieter one below it. */
  note: string;
  children: ReactNode;
};

/** What a thumb reaches: choices at the lower edge. It goes by a swipe down, a tap beside it, Esc, or going back. */
export function Sheet({ open, onOpenChange, title, about, note, children }: Props) {
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

type ActionProps = { icon: ReactNode; isDanger?: boolean; onClick: () => void; children: ReactNode };

export function SheetAction({ icon, isDanger = false, onClick, children }: ActionProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`flex min-h-12 w-full items-center gap-4 rounded-md px-3 text-start text-base hover:bg-hover active:bg-pressed [&>svg]:size-5 [&>svg]:shrink-0 ${isDanger ? 'text-danger-ink' : '[&>svg]:text-ink-muted'}`}
    >
      {icon}
      {children}
    </button>
  );
}
