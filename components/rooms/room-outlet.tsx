'use client';
import { usePathname } from 'next/navigation';
import type { Page } from '@/lib/messages/contract';
import type { RoomCard } from '@/lib/rooms/contract';
import { roomInPath } from './room-path';
import { RoomScreen } from './room-screen';

type Props = {
  roomId: string;
  /** The room's messages as the server read them; null for somebody outside. */
  first: Page | null;
  /** Of a public room not joined. */
  card: RoomCard | null;
};

/** The room the address names: after the first one, rooms change without a page being asked for (see RoomLink). */
export function RoomOutlet({ roomId, first, card }: Props) {
  const shown = roomInPath(usePathname()) ?? roomId;
  const isFirst = shown === roomId;
  return (
    <RoomScreen
      key={shown}
      roomId={shown}
      first={isFirst ? (first ?? undefined) : undefined}
      card={isFirst ? card : null}
    />
  );
}
