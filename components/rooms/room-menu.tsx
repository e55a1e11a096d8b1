'use client';
import { Archive, ArchiveRestore, Ellipsis, LogOut, Pencil, Text } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import { useChatActions, useMe } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { type Entry, entryAnswer, involvement } from '@/lib/rooms/contract';
import { canChangeTopic, canManageRoom } from '@/lib/rooms/policy';
import { ArchiveRoom } from './archive-room';
import { ChangeRoomDialog } from './change-room-dialog';
import { LeaveRoom } from './leave-room';

type Asking = 'name' | 'topic' | 'archive' | 'leave' | null;

/** Everything about a room that is no message. */
export function RoomMenu({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.room');
  const me = useMe();
  const [asking, setAsking] = useState<Asking>(null);
  const isOpen = entry.archivedAt === null;
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
        {isOpen && <Involvement entry={entry} />}
        <MenuSeparator />
        {manages && (
          <MenuItem icon={isOpen ? <Archive /> : <ArchiveRestore />} onClick={() => setAsking('archive')}>
            {isOpen ? t('archive') : t('restore')}
          </MenuItem>
        )}
        <MenuItem danger icon={<LogOut />} onClick={() => setAsking('leave')}>
          {t('leave')}
        </MenuItem>
      </Menu>
      <ChangeRoomDialog field="name" entry={entry} open={asking === 'name'} onOpenChange={close} />
      <ChangeRoomDialog field="topic" entry={entry} open={asking === 'topic'} onOpenChange={close} />
      <ArchiveRoom entry={entry} open={asking === 'archive'} onOpenChange={close} />
      <LeaveRoom entry={entry} open={asking === 'leave'} onOpenChange={close} />
    </>
  );
}

function Involvement({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.room');
  const { applyEntry } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  const change = async (value: z.infer<typeof involvement>) => {
    try {
      const path = `/api/rooms/${entry.roomId}/membership`;
      const answer = await call('PATCH', path, { body: { involvement: value }, answer: entryAnswer });
      applyEntry(answer.entry, answer.users);
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    }
  };
  return (
    <>
      <MenuSeparator />
      <MenuRadioGroup
        label={t('involvement')}
        value={entry.involvement}
        onChange={(value) => void change(value)}
        options={involvement.options.map((value) => ({ value, label: t(value) }))}
      />
    </>
  );
}
