'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import { useEntries } from '@/components/realtime/use-chat';
import { useGoToRoom } from '@/components/rooms/room-link';
import { roomInPath } from '@/components/rooms/room-path';
import { useRoomTitle } from '@/components/rooms/use-room-title';
import { nextRoom, sidebarOrder } from '@/lib/rooms/sidebar-order';

/** Alt+↑ and Alt+↓ go through the rooms as the sidebar shows them; with Shift only through those with something unread. */
export function RoomKeys() {
  const entries = useEntries();
  const titleOf = useRoomTitle();
  const current = roomInPath(usePathname());
  const goTo = useGoToRoom();

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (!isArrow || !event.altKey || event.ctrlKey || event.metaKey) return;
    const { direct, rooms } = sidebarOrder(entries, titleOf);
    const next = nextRoom([...rooms, ...direct], current, {
      step: event.key === 'ArrowUp' ? -1 : 1,
      onlyUnread: event.shiftKey,
    });
    if (!next) return;
    event.preventDefault();
    goTo(next.roomId);
  });
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return null;
}
