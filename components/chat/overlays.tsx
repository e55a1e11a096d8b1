'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { roomInPath } from '@/components/rooms/room-path';
import { useToast } from '@/components/ui/toast';
import { type Overlay, OverlayContext } from './overlay-context';

/** Loaded when they are first asked for: most visits need none of them. */
const load = {
  switcher: () => import('@/components/switcher/switcher').then((file) => ({ default: file.Switcher })),
  help: () => import('@/components/keys/help-sheet').then((file) => ({ default: file.HelpSheet })),
  room: () =>
    import('@/components/rooms/create-room-dialog').then((file) => ({ default: file.CreateRoomDialog })),
  direct: () => import('@/components/rooms/direct-dialog').then((file) => ({ default: file.DirectDialog })),
  invite: () => import('@/components/invites/invite-dialog').then((file) => ({ default: file.InviteDialog })),
  readEverything: () =>
    import('@/components/keys/read-everything-dialog').then((file) => ({
      default: file.ReadEverythingDialog,
    })),
};

const shown = {
  switcher: lazy(load.switcher),
  help: lazy(load.help),
  room: lazy(load.room),
  direct: lazy(load.direct),
  invite: lazy(load.invite),
  readEverything: lazy(load.readEverything),
};

const VISITED_MAX = 30;

/** Holds what opens over any page; one at a time. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('keys');
  const toast = useToast();
  const [current, setCurrent] = useState<Overlay | null>(null);
  // Those that were open stay mounted: they close in their own time, and give the focus back.
  const [begun, setBegun] = useState<readonly Overlay[]>([]);
  const open = async (overlay: Overlay) => {
    try {
      await load[overlay]();
    } catch {
      // Offline, or a newer release has replaced the file. It stays closed, the page as it is.
      return toast({ title: t('failed'), tone: 'danger' });
    }
    setBegun((held) => (held.includes(overlay) ? held : [...held, overlay]));
    setCurrent(overlay);
  };
  useEarlyLoad();
  return (
    <OverlayContext value={{ open: (overlay) => void open(overlay), visited: useVisits() }}>
      {children}
      <Suspense>
        {begun.map((overlay) => {
          const Shown = shown[overlay];
          const close = (isOpen: boolean) =>
            !isOpen && setCurrent((held) => (held === overlay ? null : held));
          return <Shown key={overlay} open={current === overlay} onOpenChange={close} />;
        })}
      </Suspense>
    </OverlayContext>
  );
}

/** Ctrl or ⌘ goes down a moment before K: what is typed next should find the switcher there. */
function useEarlyLoad(): void {
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key !== 'Control' && key !== 'Meta') return;
      window.removeEventListener('keydown', onKeyDown);
      // Whether it can be loaded is said when it is asked for.
      load.switcher().catch(() => undefined);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function useVisits(): readonly string[] {
  const current = roomInPath(usePathname());
  const [visited, setVisited] = useState<readonly string[]>([]);
  if (current !== null && visited[0] !== current)
    setVisited([current, ...visited.filter((id) => id !== current)].slice(0, VISITED_MAX));
  return visited;
}
