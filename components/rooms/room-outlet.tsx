'use client';
import type { Page } from '@/lib/messages/contract';
import type { RoomCard } from '@/lib/rooms/contract';
import { RoomScreen } from './room-screen';
import { useRoomAddress } from './use-room-address';

type Props = {
  roomId: string;
  /** The room's messages as the server read them; null for somebody outside, and where the browser knows better. */
  first: Page | null;
  /** Of a public room not joined. */
  card: RoomCard | null;
  /** The address names a message that is not here. */
  isLost: boolean;
};

/** The room the address names: after the first one, rooms change without a page being asked for (see RoomLink). */
export function RoomOutlet({ roomId, first, card, isLost }: Props) {
  const address = useRoomAddress() ?? { roomId, messageId: null, on: null };
  const isFirst = address.roomId === roomId;
  return (
    <RoomScreen
      key={address.roomId}
      address={address}
      first={isFirst ? (first ?? undefined) : undefined}
      card={isFirst ? card : null}
      isLost={isFirst && isLost}
    />
  );
}
