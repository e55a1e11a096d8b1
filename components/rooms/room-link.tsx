'use client';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { useEntries } from '@/components/realtime/use-chat';
import { roomInPath } from './room-path';

type Props = Omit<ComponentProps<typeof Link>, 'href'> & { roomId: string };

/** Leads to a room. From room to room nothing is asked of the server's pages: what the browser holds is shown at once. */
export function RoomLink({ roomId, ...rest }: Props) {
  const goTo = useGoToRoom();
  return (
    <Link
      {...rest}
      href={`/rooms/${roomId}`}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        goTo(roomId);
      }}
    />
  );
}

/** Goes to a room: at once when the open page is a room's already and this one is known, else by loading its page. */
export function useGoToRoom(): (roomId: string) => void {
  const router = useRouter();
  const isInRoom = roomInPath(usePathname()) !== null;
  const entries = useEntries();
  return (roomId) => {
    const isKnown = entries.some((entry) => entry.roomId === roomId);
    if (isInRoom && isKnown) window.history.pushState(null, '', `/rooms/${roomId}`);
    else router.push(`/rooms/${roomId}`);
  };
}
