'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { press } from '@/components/keys/use-keys';
import { backdropClass } from '@/components/ui/dialog-class';
import { useBackCloses } from '@/components/ui/use-back-closes';
import { SwitcherList } from './switcher-list';
import type { Destination } from './use-destinations';
import { useGo } from './use-go';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Goes anywhere by a few letters: rooms, people, commands. */
export function Switcher({ open, onOpenChange }: Props) {
  const t = useTranslations('switcher');
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<Destination | null>(null);
  const change = useBackCloses(open, onOpenChange);
  const go = useGo();
  const choose = (destination: Destination) => {
    chosen.current = destination;
    onOpenChange(false);
  };
  // Only when it is gone: what opens next takes the focus from the page, not from a dialog that is about to close.
  const leave = () => {
    const destination = chosen.current;
    chosen.current = null;
    if (destination) go(destination);
  };
  return (
    <Dialog.Root open={open} onOpenChange={change} onOpenChangeComplete={(isOpen) => !isOpen && leave()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Viewport className="fixed inset-0 z-40 flex items-start justify-center sm:px-6 sm:pt-[12dvh]">
          <Dialog.Popup
            className={popupClass}
            initialFocus={input}
            // Another room's field takes the focus by itself.
            finalFocus={() => chosen.current === null || chosen.current.kind === 'command'}
            onKeyDown={(event) => press(event, { switcher: () => change(false) })}
          >
            <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
            <SwitcherList inputRef={input} onChoose={choose} onClose={() => change(false)} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const popupClass =
  'flex max-h-dvh w-full flex-col overflow-hidden bg-surface text-ink shadow-popup outline-none max-sm:h-dvh ' +
  'sm:max-h-[70dvh] sm:max-w-xl sm:rounded-xl';
