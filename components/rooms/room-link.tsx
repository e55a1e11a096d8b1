'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';
import { useIsKnown } from '@/components/realtime/use-chat';
import { pushEntry } from './room-history';
import { type RoomAddress, readAddress, roomHref, roomInPath } from './room-path';

type Place = Partial<Pick<RoomAddress, 'messageId' | 'on'>>;
type Props = Omit<ComponentProps<typeof Link>, 'href'> & { roomId: string; place?: Place };

/** Leads to a room. From room to room nothing is asked of the server's pages: what the browser holds is shown at once. */
export function RoomLink({ roomId, place, ...rest }: Props) {
  const goTo = useGoToRoom();
  return (
    <Link
      {...rest}
      href={roomHref(roomId, place)}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        goTo(roomId, place);
      }}
    />
  );
}

/** Goes to a room: at once when the open page is a room's already and this one is known, else by loading its page. */
export function useGoToRoom(): (roomId: string, place?: Place) => void {
  const router = useRouter();
  // Both are asked when somebody goes: each line of the sidebar has one of these, and must not be drawn with every message
  // and every change of rooms.
  const isKnown = useIsKnown();
  return (roomId, place) => {
    const href = roomHref(roomId, place);
    const isInRoom = roomInPath(window.location.pathname) !== null;
    if (isInRoom && isKnown(roomId)) pushEntry(href);
    else router.push(href);
  };
}

/** For a click on whatever holds links that people wrote: one that leads to a place in a room is followed like RoomLink. */
export function useRoomLinks(): (event: MouseEvent) => void {
  const goTo = useGoToRoom();
  return (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    // Another tab or window is the browser's business.
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented || link.origin !== window.location.origin) return;
    const address = readAddress(link.pathname, new URLSearchParams(link.search));
    if (!address) return;
    event.preventDefault();
    goTo(address.roomId, address);
  };
}
