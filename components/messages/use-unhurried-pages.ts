'use client';
import { useDeferredValue, useMemo } from 'react';
import type { PendingMessage } from '@/lib/messages/outbox/pending';
import { onlyPaged } from '@/lib/messages/paging';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Landing } from './landing';

type Shown = { view: RoomView; pending: readonly PendingMessage[]; landing: Landing | null };

/**
 * Pages that come and go while somebody reads are drawn when React has time, a little in each frame: nobody looks there
 * yet. All else is shown at once: what is said or changed, and where one lands.
 */
export function useUnhurriedPages({ view, pending, landing }: Shown): Shown {
  const now = useMemo(() => ({ view, pending, landing }), [view, pending, landing]);
  const late = useDeferredValue(now);
  if (late === now) return now;
  const isSame = late.pending === pending && late.landing === landing && late.view.status === view.status;
  return isSame && onlyPaged(late.view, view) ? late : now;
}
