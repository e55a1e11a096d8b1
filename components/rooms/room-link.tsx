'use client';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { useEntries } from '@/components/realtime/use-chat';
import { pushEntry } from './room-history';
import { type RoomAddress, roomHref, roomInPath } from './room-path';

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
  const isInRoom = roomInPath(usePathname()) !== null;
  const entries = useEntries();
  return (roomId, place) => {
    const isKnown = entries.some((entry) => entry.roomId === roomId);
    const href = roomHref(roomId, place);
    if (isInRoom && isKnown) pushEntry(href);
    else router.push(href);
  };
}
