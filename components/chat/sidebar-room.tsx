'use client';
import { BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { RoomLink } from '@/components/rooms/room-link';
import { RoomSign } from '@/components/rooms/room-sign';
import { useRoomTitle } from '@/components/rooms/use-room-title';
import { classNames } from '@/components/ui/class-names';
import type { Entry } from '@/lib/rooms/contract';
import { isMuted } from '@/lib/rooms/sidebar-order';
import { unreadCount } from '@/lib/rooms/unread';
import { useCloseDrawer } from './drawer';
import { useByTheSecond } from './use-seconds';

type Props = {
  entry: Entry;
  isCurrent: boolean;
  /** The line that Tab leads to (see useLineKeys). */
  isTabStop: boolean;
};

/**
 * One line of the sidebar: bold with its count while something is unread, dim while it is muted. Drawn only when it is
 * another one: there may be hundreds, and each message and each change of rooms draws the list.
 */
export const SidebarRoom = memo(function SidebarRoom({ entry, isCurrent, isTabStop }: Props) {
  const t = useTranslations('chat.sidebar');
  const closeDrawer = useCloseDrawer();
  const title = useRoomTitle()(entry);
  const muted = useByTheSecond((now) => isMuted(entry, now));
  const count = unreadCount(entry);
  const calls = count !== 0 && !muted;
  return (
    <RoomLink
      data-line={entry.roomId}
      tabIndex={isTabStop ? 0 : -1}
      roomId={entry.roomId}
      onClick={closeDrawer}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm outline-offset-[-2px] transition-colors touch:h-11',
        isCurrent ? 'bg-pressed text-ink' : 'hover:bg-hover hover:text-ink',
        !isCurrent && (calls ? 'text-ink' : muted ? 'text-ink-faint' : 'text-ink-muted'),
        calls && 'font-semibold',
      )}
    >
      <RoomSign entry={entry} className="mx-0.5 opacity-75" />
      <bdi className="min-w-0 flex-1 truncate">{title}</bdi>
      {entry.kind === 'private' && <span className="sr-only">({t('private')})</span>}
      {muted && <BellOff role="img" aria-label={t('muted')} className="size-3.5 shrink-0" />}
      {count !== 0 && <Count count={count} calls={calls} />}
    </RoomLink>
  );
});

const SHOWN_MAX = 999;

function Count({ count, calls }: { count: number | null; calls: boolean }) {
  const t = useTranslations('chat.sidebar');
  const isMany = count === null || count > SHOWN_MAX;
  return (
    <span
      className={classNames(
        'shrink-0 rounded-full px-1.5 font-semibold text-2xs leading-[1.125rem] tabular-nums',
        calls ? 'bg-accent text-on-accent' : 'bg-pressed text-ink-muted',
      )}
    >
      <span aria-hidden>{isMany ? t('tooMany') : count}</span>
      <span className="sr-only">{isMany ? t('unreadMany') : t('unread', { count })}</span>
    </span>
  );
}
