'use client';
import { PanelLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, use, useRef, useState } from 'react';
import { useOnceOpened } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { onDemand } from '@/components/ui/on-demand';
import { useBackCloses } from '@/components/ui/use-back-closes';
import { useSwipePanel } from '@/components/ui/use-swipe-panel';

const drawerPanel = onDemand(async () => (await import('./drawer-panel')).DrawerPanel);

type State = { isOpen: boolean; setOpen: (open: boolean) => void };
const nothing = () => {};
const DrawerContext = createContext<State>({ isOpen: false, setOpen: nothing });
/** Apart from the state: the many lines that close it are not drawn with it. */
const CloseContext = createContext(nothing);

export function DrawerProvider({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  // Open for the page it was opened on: going anywhere closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const setOpen = (open: boolean) => setOpenOn(open ? pathname : null);
  const [close] = useState(() => () => setOpenOn(null));
  return (
    <CloseContext value={close}>
      <DrawerContext value={{ isOpen: openOn === pathname, setOpen }}>{children}</DrawerContext>
    </CloseContext>
  );
}

/** Closes the drawer; harmless where there is none. For links inside it that may lead to where one is. */
export function useCloseDrawer(): () => void {
  return use(CloseContext);
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
  const { isOpen, setOpen } = use(DrawerContext);
  const panel = useRef<HTMLDivElement>(null);
  const backdrop = useRef<HTMLDivElement>(null);
  const change = useBackCloses(isOpen, setOpen);
  useSwipePanel({ edge: 'left', panel, backdrop, isOpen, setOpen: change, opensFrom: isPageOfSmallScreen });
  const wasOpened = useOnceOpened(isOpen);
  const Panel = drawerPanel.useWhen(isOpen);
  if (!Panel || !wasOpened) return null;
  return (
    <Panel open={isOpen} onOpenChange={change} panel={panel} backdrop={backdrop}>
      {children}
    </Panel>
  );
}

/** Anywhere on the page, not only at its edge: there most phones keep the finger for going back. */
function isPageOfSmallScreen(target: Element): boolean {
  // What lies over the page, a room's details, goes out to the right itself.
  const isPage = target.closest('main') !== null && target.closest('aside') === null;
  return isPage && window.matchMedia('(width < 48rem)').matches;
}
