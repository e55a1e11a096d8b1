'use client';
import { Copy, Link2Off } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { useEntry } from '@/components/realtime/use-chat';
import { Avatar } from '@/components/ui/avatar';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { IconButton } from '@/components/ui/icon-button';
import { LocalTime } from '@/components/ui/local-time';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import type { Invite } from '@/lib/invites/contract';
import type { UserCard } from '@/lib/users/contract';
import { useInviteUrl } from './made-invites';

type Props = {
  invite: Invite;
  maker: UserCard | undefined;
  /** The imported person it is for. */
  claimed: UserCard | undefined;
  onRevoked: () => void;
};
const former: UserCard = { name: '', avatar: null, kind: 'former' };

/** One link: who made it, whom it lets in where, how often and until when still; and the ways to copy or end it. */
export function InviteRow({ invite, maker = former, claimed, onRevoked }: Props) {
  const t = useTranslations('invites');
  const common = useTranslations('common');
  const room = useEntry(invite.roomId ?? '');
  const [isRevoking, setRevoking] = useState(false);
  const revoke = async () => {
    await call('DELETE', `/api/invites/${invite.id}`, { answer: z.unknown() });
    onRevoked();
  };
  const role = common(`roles.${invite.role}`);
  const purpose = claimed ? t('forPerson', { name: claimed.name }) : role;
  return (
    <li className="flex items-center gap-3 py-3">
      <Avatar id={invite.createdBy} user={maker} size="sm" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm">
          <span className="font-medium">{room ? t('intoRoom', { role, room: room.name }) : purpose}</span>
          <span className="text-ink-muted">
            {' '}
            · {t('madeBy', { name: maker.name || common('formerMember') })}
          </span>
        </p>
        <p className="text-ink-muted text-xs">
          {t.rich('leftUntil', {
            left: invite.maxUses - invite.uses,
            max: invite.maxUses,
            when: () => <LocalTime at={invite.expiresAt} timeStyle={null} />,
          })}
        </p>
      </div>
      <CopyInvite id={invite.id} />
      <IconButton
        danger
        label={t('revoke')}
        icon={<Link2Off />}
        tooltipSide="left"
        onClick={() => setRevoking(true)}
      />
      <ConfirmDialog
        open={isRevoking}
        onOpenChange={setRevoking}
        title={t('revokeTitle')}
        confirm={t('revokeConfirm')}
        danger
        onConfirm={revoke}
      >
        {t('revokeText')}
      </ConfirmDialog>
    </li>
  );
}

/** Only in the tab that made it: the server keeps no more of a link than what it takes to know it again. */
function CopyInvite({ id }: { id: string }) {
  const t = useTranslations('invites');
  const toast = useToast();
  const url = useInviteUrl(id);
  if (url === null) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      toast({ title: t('copied') });
    } catch {
      // Plain http has no clipboard, and some browsers refuse it: the link itself can still be taken from here.
      toast({ title: t('copyFailed'), description: url, tone: 'danger' });
    }
  };
  return <IconButton label={t('copy')} icon={<Copy />} tooltipSide="left" onClick={() => void copy()} />;
}
