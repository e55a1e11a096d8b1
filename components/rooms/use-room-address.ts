'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { addressAhead, addressTold, hrefOf, watchAddress } from './address-ahead';
import { type RoomAddress, readAddress, roomInPath } from './room-path';

/** The open room, by id; null on other pages. */
export function useCurrentRoom(): string | null {
  const told = roomInPath(usePathname());
  const [pathname = ''] = (useAhead() ?? '').split('?');
  return told && (roomInPath(pathname) ?? told);
}

/** For the room's page: the place that is open; null while another page is on its way. */
export function useRoomAddress(): RoomAddress | null {
  const told = hrefOf(usePathname(), new URLSearchParams(useSearchParams()));
  const href = useAhead() ?? told;
  useLayoutEffect(() => addressTold(told), [told]);
  return useMemo(() => {
    const [pathname = '', query] = href.split('?');
    return readAddress(pathname, new URLSearchParams(query));
  }, [href]);
}

/**
 * The framework tells of another address by a transition, whose end people have to wait for. From room to room nothing
 * has to be got ready for it, so an address that is ahead is followed at once; to and from other pages the framework leads.
 */
function useAhead(): string | null {
  return useSyncExternalStore(watchAddress, addressAhead, () => null);
}
