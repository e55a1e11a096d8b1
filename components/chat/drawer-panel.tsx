'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useTranslations } from 'next-intl';
import type { ReactNode, RefObject } from 'react';
import { backdropClass } from '@/components/ui/dialog-class';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  panel: RefObject<HTMLDivElement | null>;
  backdrop: RefObject<HTMLDivElement | null>;
  children: ReactNode;
};

export function DrawerPanel({ open, onOpenChange, panel, backdrop, children }: Props) {
  const t = useTranslations('chat.frame');
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop ref={backdrop} className={`${backdropClass} touch-none md:hidden`} />
        <Dialog.Popup
          ref={panel}
          aria-label={t('landmark')}
          // Whoever opens it by finger needs no ring around its first button.
          initialFocus={(opened) => opened === 'keyboard' || panel.current}
          className="fixed inset-y-0 start-0 z-40 w-[min(20rem,86vw)] touch-pan-y bg-sunken pt-safe pb-safe pl-safe shadow-popup outline-none transition-transform ease-out data-ending-style:-translate-x-full starting:-translate-x-full md:hidden"
        >
          <Dialog.Title className="sr-only">{t('landmark')}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
