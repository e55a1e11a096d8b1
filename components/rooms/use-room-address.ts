'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { tellAddress, watchAddress } from './room-history';
import { type RoomAddress, readAddress, roomInPath } from './room-path';

/** The open room, by id; null on other pages. */
export function useCurrentRoom(): string | null {
  return useAtOnce(roomInPath(usePathname()), roomHere);
}

/** The place in a room that is open; null on other pages. */
export function useRoomAddress(): RoomAddress | null {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const href = useAtOnce(roomInPath(pathname) && `${pathname}?${query}`, hrefHere);
  return useMemo(() => {
    const [path = '', search = ''] = (href ?? '').split('?');
    return readAddress(path, new URLSearchParams(search));
  }, [href]);
}

/**
 * The framework tells of another address by a transition, whose end people have to wait for. From room to room nothing
 * has to be got ready for it, so what the browser says is followed at once; to and from other pages the framework leads.
 */
function useAtOnce(told: string | null, here: () => string | null): string | null {
  const now = useSyncExternalStore(watchAddress, here, here);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that the framework has brought has changed it by now.
  useLayoutEffect(tellAddress, [told]);
  return told !== null && now !== null ? now : told;
}

function roomHere(): string | null {
  return typeof window === 'undefined' ? null : roomInPath(window.location.pathname);
}

function hrefHere(): string | null {
  const { pathname, search } = typeof window === 'undefined' ? nowhere : window.location;
  return roomInPath(pathname) && `${pathname}${search || '?'}`;
}

const nowhere = { pathname: '', search: '' };
