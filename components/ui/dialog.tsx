'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, type RefObject, useRef } from 'react';
import { classNames } from './class-names';
import { IconButton } from './icon-button';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** Where the caret begins; else in the first field. */
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

const widths = { sm: 'sm:max-w-md', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl' };

/** A modal dialog: it holds the focus, gives it back, and on a phone fills the screen's width from below. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  size = 'sm',
  initialFocus,
  children,
}: Props) {
  const t = useTranslations('common');
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className={viewportClass}>
          <Base.Popup
            className={classNames(popupClass, widths[size])}
            initialFocus={initialFocus ?? ((opened) => opened === 'touch' || firstField(body.current))}
          >
            <header className="flex items-start gap-3 pt-4 pr-3 pl-5">
              <div className="min-w-0 flex-1 pt-1">
                <Base.Title className="font-semibold text-lg tracking-tight">{title}</Base.Title>
                {description && (
                  <Base.Description className="mt-1 text-ink-muted text-sm">{description}</Base.Description>
                )}
              </div>
              <Base.Close render={<IconButton label={t('close')} icon={<X />} tooltipSide="left" />} />
            </header>
            <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-5">
              {children}
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Not on a touch screen, where the keyboard would cover what the dialog says; true: the dialog's own first stop. */
function firstField(body: HTMLElement | null): HTMLElement | true {
  return body?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea') ?? true;
}

/** The row of buttons that ends a dialog's form; the last one is the main one. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:items-center sm:justify-end">
      {children}
    </div>
  );
}

export const backdropClass =
  'fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';
export const viewportClass = 'fixed inset-0 z-40 flex items-end justify-center sm:items-center sm:p-6';
export const popupClass =
  'flex max-h-[92dvh] w-full flex-col rounded-t-xl bg-surface text-ink shadow-popup outline-none ' +
  'transition-[translate,scale,opacity] ease-out sm:max-h-[85dvh] sm:rounded-xl ' +
  'data-ending-style:opacity-0 data-starting-style:opacity-0 ' +
  'max-sm:data-ending-style:translate-y-6 max-sm:data-starting-style:translate-y-6 ' +
  'sm:data-ending-style:scale-[0.98] sm:data-starting-style:scale-[0.98]';
