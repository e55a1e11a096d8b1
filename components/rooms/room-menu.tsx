'use client';
import { Archive, ArchiveRestore, Ellipsis, LogOut, Pencil, Text } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { Entry } from '@/lib/rooms/contract';
import { canChangeTopic, canManageRoom } from '@/lib/rooms/policy';
import { ArchiveRoom } from './archive-room';
import { ChangeRoomDialog } from './change-room-dialog';
import { Hearing } from './hearing';
import { LeaveRoom } from './leave-room';
import { useVisit, useVisitState } from './visit';

type Asking = 'name' | 'topic' | 'archive' | 'leave' | null;

/** Everything about a room that is no message. */
export function RoomMenu({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.room');
  const me = useMe();
  const visit = useVisit();
  const [asking, setAsking] = useVisitState((): Asking => null);
  const isOpen = entry.archivedAt === null;
  const isDirect = entry.kind === 'direct';
  const manages = canManageRoom(me, entry);
  const close = (open: boolean) => !open && setAsking(null);
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t('menu')} icon={<Ellipsis />} />}>
        {isOpen && manages && (
          <MenuItem icon={<Pencil />} onClick={() => setAsking('name')}>
            {t('rename')}
          </MenuItem>
        )}
        {isOpen && canChangeTopic(me, entry) && (
          <MenuItem icon={<Text />} onClick={() => setAsking('topic')}>
            {t('changeTopic')}
          </MenuItem>
        )}
        {isOpen && <Hearing entry={entry} afterOthers={!isDirect} />}
        {!isDirect && <MenuSeparator />}
        {manages && (
          <MenuItem icon={isOpen ? <Archive /> : <ArchiveRestore />} onClick={() => setAsking('archive')}>
            {isOpen ? t('archive') : t('restore')}
          </MenuItem>
        )}
        {!isDirect && (
          <MenuItem danger icon={<LogOut />} onClick={() => setAsking('leave')}>
            {t('leave')}
          </MenuItem>
        )}
      </Menu>
      <Fragment key={visit}>
        <ChangeRoomDialog field="name" entry={entry} open={asking === 'name'} onOpenChange={close} />
        <ChangeRoomDialog field="topic" entry={entry} open={asking === 'topic'} onOpenChange={close} />
        <ArchiveRoom entry={entry} open={asking === 'archive'} onOpenChange={close} />
        <LeaveRoom entry={entry} open={asking === 'leave'} onOpenChange={close} />
      </Fragment>
    </>
  );
}
