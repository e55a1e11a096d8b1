'use client';
import { useOverlay } from '@/components/chat/overlay-context';
import { useEntries } from '@/components/realtime/use-chat';
import { useGoToRoom } from '@/components/rooms/room-link';
import { useCurrentRoom } from '@/components/rooms/use-room-address';
import { useRoomTitle } from '@/components/rooms/use-room-title';
import type { Handlers } from '@/lib/keys/press';
import { nextRoom, sidebarOrder } from '@/lib/rooms/sidebar-order';
import { goToRegion } from './regions';
import { useKeys } from './use-keys';
import { useReadEverything } from './use-read-everything';

/** The keys that count on every page. */
export function AppKeys() {
  const open = useOverlay();
  const entries = useEntries();
  const titleOf = useRoomTitle();
  const current = useCurrentRoom();
  const goTo = useGoToRoom();
  const readEverything = useReadEverything();

  /** Through the rooms as the sidebar shows them. */
  const goBy = (step: 1 | -1, onlyUnread: boolean) => {
    const { direct, rooms } = sidebarOrder(entries, titleOf);
    const next = nextRoom([...rooms, ...direct], current, { step, onlyUnread });
    if (next) goTo(next.roomId);
    return next !== undefined;
  };
  useKeys({
    switcher: () => open('switcher'),
    help: () => open('help'),
    previousRoom: () => goBy(-1, false),
    nextRoom: () => goBy(1, false),
    previousUnread: () => goBy(-1, true),
    nextUnread: () => goBy(1, true),
    nextRegion: () => goToRegion(1),
    previousRegion: () => goToRegion(-1),
    readEverything,
  } satisfies Handlers<'anywhere'>);
  return null;
}
