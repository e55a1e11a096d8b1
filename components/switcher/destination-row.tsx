'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Hash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RoomSign } from '@/components/rooms/room-sign';
import { Avatar } from '@/components/ui/avatar';
import { classNames } from '@/components/ui/class-names';
import { unreadCount } from '@/lib/rooms/unread';
import { commandIcons } from './commands';
import type { Destination } from './use-destinations';

type Props = { destination: Destination; onChoose: () => void };

export function DestinationRow({ destination, onChoose }: Props) {
  return (
    <Autocomplete.Item
      value={destination}
      onClick={onChoose}
      className="flex min-h-9 select-none scroll-my-2 items-center gap-3 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-hover touch:min-h-11"
    >
      <span className="flex size-5 shrink-0 items-center justify-center text-ink-muted [&_svg]:size-4">
        <Sign destination={destination} />
      </span>
      <bdi className={classNames('min-w-0 flex-1 truncate', isUnread(destination) && 'font-semibold')}>
        {destination.name}
      </bdi>
      <Note destination={destination} />
    </Autocomplete.Item>
  );
}

function Sign({ destination }: { destination: Destination }): ReactNode {
  switch (destination.kind) {
    case 'room':
      return <RoomSign entry={destination.entry} />;
    case 'person':
      return <Avatar id={destination.id} user={destination.person} size="xs" />;
    case 'public':
      return <Hash aria-hidden />;
    case 'command': {
      const Icon = commandIcons[destination.command];
      return <Icon aria-hidden />;
    }
  }
}

/** What it is, where neither its name nor the sign before it says so. */
function Note({ destination }: { destination: Destination }) {
  const t = useTranslations('switcher');
  const noteClass = 'shrink-0 text-ink-faint text-xs';
  if (destination.kind === 'command') return null;
  if (destination.kind !== 'room') return <span className={noteClass}>{t(`kinds.${destination.kind}`)}</span>;
  const { entry } = destination;
  const count = unreadCount(entry);
  return (
    <>
      {entry.kind === 'private' && <span className="sr-only">({t('private')})</span>}
      {entry.archivedAt !== null && <span className={noteClass}>{t('archived')}</span>}
      {count !== 0 && (
        <span className="shrink-0 rounded-full bg-accent px-1.5 font-semibold text-2xs text-on-accent leading-[1.125rem] tabular-nums">
          <span aria-hidden>{count === null || count > 999 ? t('tooMany') : count}</span>
          <span className="sr-only">{count === null ? t('unreadMany') : t('unread', { count })}</span>
        </span>
      )}
    </>
  );
}

function isUnread(destination: Destination): boolean {
  return destination.kind === 'room' && unreadCount(destination.entry) !== 0;
}
