'use client';
import { type RefObject, useEffectEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useChatActions } from '@/components/realtime/use-chat';
import { entryKey, keepPlace, keptHere, keptPlace, watchHistory } from '@/components/rooms/room-history';
import { type RoomAddress, readAddress } from '@/components/rooms/room-path';
import { FIRST_VISIT, useVisit, useVisitState } from '@/components/rooms/visit';
import { useToast } from '@/components/ui/toast';
import { useSteady } from '@/components/ui/use-steady';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { instantOfDay } from '@/lib/messages/dates';
import { refusalIn } from '@/lib/realtime/client/store';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Entry } from '@/lib/rooms/contract';
import {
  dayPlace,
  type KeptPlace,
  keptAgain,
  type Landing,
  landingHere,
  landingOn,
  messagePlace,
  theEnd,
  usualPlace,
  type Wanted,
} from './landing';

/** What an address asked for and is not there. */
export type Trouble = 'noMessage' | 'noDay';

export type Travel = {
  /** Where the log is to stand; another object each time. Null: what it takes is not here yet. */
  landing: Landing | null;
  trouble: Trouble | null;
  forgetTrouble: () => void;
  /** Goes to a place in the room; the address stays. */
  goTo: (wanted: Wanted) => void;
  /** A page is on its way for somebody to land on: none of it may be let go of before they have. */
  isOnTheWay: RefObject<boolean>;
  /** The log says here where it stands; null while it stands nowhere. */
  whereabouts: RefObject<() => KeptPlace | null>;
};

type Options = { entry: Entry; view: RoomView; address: RoomAddress; isLost: boolean };

/** Where in the room one is, as the address and the browser's history have it. */
export function useLanding({ entry, view, address, isLost }: Options): Travel {
  const { roomId } = entry;
  const isAgain = useVisit() > FIRST_VISIT;
  const [trouble, setTrouble] = useVisitState(() => (isLost ? 'noMessage' : troubleWith(address)));
  const [landing, setLanding] = useVisitState(() => {
    // The server cannot know it, and what it has drawn is taken over as it is.
    const kept = isAgain ? keptHere() : null;
    const usual = trouble ? usualPlace(entry) : placeOf(address, entry);
    return landingHere(kept ? keptAgain(kept, entry) : usual, view);
  });
  const { goTo, isOnTheWay } = useTravel({ entry, view, setLanding, setTrouble });
  const whereabouts = useRef<() => KeptPlace | null>(() => null);

  const open = useEffectEvent(() => {
    const kept = keptPlace(entryKey());
    if (landing && (isAgain || !kept)) return;
    // Nothing else is to be seen before it.
    setLanding(null);
    goTo(kept ? keptAgain(kept, entry) : placeOf(address, entry));
  });
  const arrive = useEffectEvent((historyEntry: string) => {
    const kept = keptPlace(historyEntry);
    const named = readAddress(window.location.pathname, new URLSearchParams(window.location.search));
    setTrouble(named && troubleWith(named));
    goTo(kept ? keptAgain(kept, entry) : placeOf(named, entry));
  });
  useLayoutEffect(() => {
    open();
    return watchHistory(roomId, {
      arrive,
      leave(historyEntry) {
        const place = whereabouts.current();
        if (place) keepPlace(historyEntry, place);
      },
    });
  }, [roomId]);

  return useMemo(
    () => ({ landing, trouble, forgetTrouble: () => setTrouble(null), goTo, isOnTheWay, whereabouts }),
    [landing, trouble, setTrouble, goTo, isOnTheWay],
  );
}

type TravelOptions = Pick<Options, 'entry' | 'view'> & {
  setLanding: (next: (was: Landing | null) => Landing | null) => void;
  setTrouble: (trouble: Trouble) => void;
};

/** Loads what a place needs, and lands there in the frame in which it is drawn. */
function useTravel({ entry, view, setLanding, setTrouble }: TravelOptions) {
  const { roomId } = entry;
  const { goTo, openRoom } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  const journeys = useRef(0);
  const isOnTheWay = useRef(false);

  const travel = async (wanted: Wanted) => {
    journeys.current += 1;
    const journey = journeys.current;
    const here = landingHere(wanted, view);
    isOnTheWay.current = !here;
    if (here) return setLanding(() => here);
    try {
      const seq = await goTo(roomId, wanted.place);
      if (journey !== journeys.current) return;
      // A room without messages has no place to go to, but an end.
      const landing = landingOn(seq === null ? theEnd : wanted, seq ?? 0);
      flushSync(() => setLanding(() => landing));
    } catch (error) {
      isOnTheWay.current = false;
      const refusal = refusalIn(error);
      if (refusal.code === 'not_found') setTrouble('noMessage');
      else toast({ title: errorText(refusal), tone: 'danger' });
      openRoom(roomId);
      setLanding((was) => was ?? landingOn(usualPlace(entry), entry.lastSeq));
    }
  };
  return { goTo: useSteady((wanted: Wanted) => void travel(wanted)), isOnTheWay };
}

function placeOf(address: RoomAddress | null, entry: Entry): Wanted {
  if (address?.messageId) return messagePlace(address.messageId);
  const instant = address?.on ? instantOfDay(address.on) : null;
  return instant === null ? usualPlace(entry) : dayPlace(instant);
}

function troubleWith({ on }: RoomAddress): Trouble | null {
  return on !== null && instantOfDay(on) === null ? 'noDay' : null;
}
