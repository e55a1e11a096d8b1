'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, type RefObject, useRef } from 'react';
import { classNames } from './class-names';
import { backdropClass, popupClass, viewportClass } from './dialog-class';
import { IconButton } from './icon-button';
import { useBackCloses } from './use-back-closes';

export type DialogProps = {
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

export function DialogPopup({
  open,
  onOpenChange,
  title,
  description,
  size = 'sm',
  initialFocus,
  children,
}: DialogProps) {
  const t = useTranslations('common');
  const body = useRef<HTMLDivElement>(null);
  const change = useBackCloses(open, onOpenChange);
  return (
    <Base.Root open={open} onOpenChange={change}>
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
            <div
              ref={body}
              className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-[calc(1.25rem+env(safe-area-inset-bottom))] sm:pb-5"
            >
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
