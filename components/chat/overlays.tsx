'use client';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useCurrentRoom } from '@/components/rooms/use-room-address';
import { useOnceOpened } from '@/components/ui/dialog';
import { type OnDemand, onDemand } from '@/components/ui/on-demand';
import { type Overlay, OverlayContext } from './overlay-context';

type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

const dialogs: Record<Overlay, OnDemand<ComponentType<DialogProps>>> = {
  switcher: onDemand(async () => (await import('@/components/switcher/switcher')).Switcher),
  help: onDemand(async () => (await import('@/components/keys/help-sheet')).HelpSheet),
  room: onDemand(async () => (await import('@/components/rooms/create-room-dialog')).CreateRoomDialog),
  direct: onDemand(async () => (await import('@/components/rooms/direct-dialog')).DirectDialog),
  invite: onDemand(async () => (await import('@/components/invites/invite-dialog')).InviteDialog),
  readEverything: onDemand(
    async () => (await import('@/components/keys/read-everything-dialog')).ReadEverythingDialog,
  ),
};

const VISITED_MAX = 30;

/** Holds what opens over any page; one at a time. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<Overlay | null>(null);
  return (
    <OverlayContext value={{ open: setCurrent, visited: useVisits() }}>
      {children}
      {overlays.map((overlay) => (
        <OnceOpened
          key={overlay}
          overlay={overlay}
          open={current === overlay}
          onOpenChange={(open) => !open && setCurrent((held) => (held === overlay ? null : held))}
        />
      ))}
    </OverlayContext>
  );
}

const overlays = Object.keys(dialogs) as readonly Overlay[];

/** Stays when it is closed: it goes in its own time, and gives the focus back. */
function OnceOpened({ overlay, ...props }: DialogProps & { overlay: Overlay }) {
  const wasOpened = useOnceOpened(props.open);
  const Dialog = dialogs[overlay].useWhen(props.open);
  return wasOpened && Dialog && <Dialog {...props} />;
}

function useVisits(): readonly string[] {
  const current = useCurrentRoom();
  const [visited, setVisited] = useState<readonly string[]>([]);
  if (current !== null && visited[0] !== current)
    setVisited([current, ...visited.filter((id) => id !== current)].slice(0, VISITED_MAX));
  return visited;
}
