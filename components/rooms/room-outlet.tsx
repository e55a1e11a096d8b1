'use client';
import { Activity, memo, useMemo, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Page } from '@/lib/messages/contract';
import type { RoomCard } from '@/lib/rooms/contract';
import { goneTo } from './kept-rooms';
import { RoomScreen } from './room-screen';
import { useRoomAddress } from './use-room-address';
import { FIRST_VISIT, VisitContext } from './visit';

type Props = {
  roomId: string;
  /** The room's messages as the server read them; null for somebody outside, and where the browser knows better. */
  first: Page | null;
  /** Of a public room not joined. */
  card: RoomCard | null;
  /** The address names a message that is not here. */
  isLost: boolean;
};

/**
 * The room the address names: after the first one, rooms change without a page being asked for (see RoomLink). Those one
 * was in last stay drawn, hidden and idle, so that one is back in them at once.
 */
export function RoomOutlet({ roomId, first, card, isLost }: Props) {
  const given = useMemo(() => ({ roomId, messageId: null, on: null }), [roomId]);
  const address = useRoomAddress() ?? given;
  const [rooms, setRooms] = useState(() => goneTo([], address));
  if (!rooms.some((room) => room.address === address)) setRooms(goneTo(rooms, address));
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 grid-rows-1">
      {rooms.map((room) => {
        const isHere = room.address.roomId === address.roomId;
        // What the server has read is for whoever comes by its page, and not for those who come back later.
        const isFirst = room.visit === FIRST_VISIT && room.address.roomId === roomId;
        return (
          <div key={room.address.roomId} className={classNames(placeClass, !isHere && keptClass)}>
            <Activity mode={isHere ? 'visible' : 'hidden'}>
              <VisitContext value={room.visit}>
                <SteadyRoom
                  address={room.address}
                  first={isFirst ? (first ?? undefined) : undefined}
                  card={isFirst ? card : null}
                  isLost={isFirst && isLost}
                />
              </VisitContext>
            </Activity>
          </div>
        );
      })}
    </div>
  );
}

const placeClass = 'col-start-1 row-start-1 flex min-h-0 min-w-0 flex-col';
/**
 * Nobody sees or reaches what is in it, and it keeps its styles and layout (see RoomScreen). Its own box has a size: it lies
 * below that of the room that is shown, or the pointer would find it. (`pointer-events` is inherited: all of it would be
 * styled again.)
 */
const keptClass = '-z-10 [content-visibility:hidden]';

/** Rooms that are hidden have nothing new to show. */
const SteadyRoom = memo(RoomScreen);
