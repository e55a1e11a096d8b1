'use client';
import { Dialog } from '@base-ui/react/dialog';
import { PanelLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, use, useState } from 'react';
import { backdropClass } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';

type State = { isOpen: boolean; setOpen: (open: boolean) => void };
const DrawerContext = createContext<State>({ isOpen: false, setOpen: () => {} });

export function DrawerProvider({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  // Open for the page it was opened on: going anywhere closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const setOpen = (open: boolean) => setOpenOn(open ? pathname : null);
  return <DrawerContext value={{ isOpen: openOn === pathname, setOpen }}>{children}</DrawerContext>;
}

/** Closes the drawer; harmless where there is none. For links inside it that may lead to where one is. */
export function useCloseDrawer(): () => void {
  const { setOpen } = use(DrawerContext);
  return () => setOpen(false);
}

/** On a phone: shows the rooms. Stands at the beginning of each page's header. */
export function DrawerButton() {
  const t = useTranslations('chat.frame');
  const { setOpen } = use(DrawerContext);
  return (
    <IconButton
      label={t('openDrawer')}
      icon={<PanelLeft />}
      tooltipSide="right"
      onClick={() => setOpen(true)}
      className="-ms-1.5 md:hidden"
    />
  );
}

/** The sidebar of a small screen: it comes in from the side, holds the focus and gives it back. */
export function Drawer({ children }: { children: ReactNode }) {
  const t = useTranslations('chat.frame');
  const { isOpen, setOpen } = use(DrawerContext);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={`${backdropClass} md:hidden`} />
        <Dialog.Popup
          aria-label={t('landmark')}
          className="fixed inset-y-0 start-0 z-40 w-[min(20rem,86vw)] bg-sunken shadow-popup outline-none transition-transform ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full md:hidden"
        >
          <Dialog.Title className="sr-only">{t('landmark')}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
