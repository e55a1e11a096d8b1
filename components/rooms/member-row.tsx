'use client';
import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { useMe } from '@/components/realtime/use-chat';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useDirectConversation } from '@/components/users/use-direct-conversation';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import type { Entry, Member } from '@/lib/rooms/contract';
import { canManageRoom } from '@/lib/rooms/policy';
import { roomHandle } from '@/lib/rooms/room-handle';
import type { UserCard } from '@/lib/users/contract';

type Props = { entry: Entry; member: Member; user: UserCard | undefined; isMe: boolean };
const former: UserCard = { name: '', avatar: null, kind: 'former' };

/** One member, and what may be done about them. */
export function MemberRow({ entry, member, user = former, isMe }: Props) {
  const t = useTranslations('chat.members');
  const log = useTranslations('chat.log');
  const name = user.name || log('formerMember');
  return (
    <div className="group/member flex min-h-10 items-center gap-3 rounded-md px-2 hover:bg-hover touch:min-h-11">
      <Avatar id={member.userId} user={user} size="sm" />
      <span className="min-w-0 flex-1 truncate text-sm">
        <bdi>{name}</bdi>
        {isMe && <span className="text-ink-faint"> ({t('you')})</span>}
      </span>
      {member.role === 'admin' && <Badge>{t('admin')}</Badge>}
      {!isMe && <MemberMenu entry={entry} member={member} name={name} />}
    </div>
  );
}

function MemberMenu({ entry, member, name }: { entry: Entry; member: Member; name: string }) {
  const t = useTranslations('chat.members');
  const me = useMe();
  const writeTo = useDirectConversation();
  const [isRemoving, setRemoving] = useState(false);
  const changeRole = useChangeRole(entry.roomId, member);
  const path = `/api/rooms/${entry.roomId}/members/${member.userId}`;
  const manages = entry.archivedAt === null && canManageRoom(me, entry);
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton size="sm" label={t('menu', { name })} icon={<Ellipsis />} tooltipSide="left" />}
      >
        <MenuItem onClick={() => void writeTo(member.userId)}>{t('message')}</MenuItem>
        {manages && (
          <MenuItem onClick={() => void changeRole()}>
            {member.role === 'admin' ? t('makeMember') : t('makeAdmin')}
          </MenuItem>
        )}
        {manages && (
          <MenuItem danger onClick={() => setRemoving(true)}>
            {t('remove')}
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t('removeTitle', { name })}
        confirm={t('removeConfirm')}
        danger
        onConfirm={async () => {
          await call('DELETE', path, { answer: z.unknown() });
        }}
      >
        {t('removeText', { room: roomHandle(entry, entry.name) })}
      </ConfirmDialog>
    </>
  );
}

/** The list follows by the stream. */
function useChangeRole(roomId: string, member: Member): () => Promise<void> {
  const toast = useToast();
  const errorText = useErrorText();
  return async () => {
    try {
      const body = { role: member.role === 'admin' ? 'member' : 'admin' };
      await call('PUT', `/api/rooms/${roomId}/members/${member.userId}`, { body, answer: z.unknown() });
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    }
  };
}
