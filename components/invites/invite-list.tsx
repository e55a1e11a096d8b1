'use client';
import { Link2, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { LocalTime } from '@/components/ui/local-time';
import { Notice } from '@/components/ui/notice';
import { type Loaded, useLoaded } from '@/components/ui/use-load';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import type { Invite, InvitesAnswer } from '@/lib/invites/contract';

type Props = { loading: Promise<Loaded<InvitesAnswer>>; onChange: () => void };

/** The links that still let somebody in. */
export function InviteList({ loading, onChange }: Props) {
  const t = useTranslations('invites');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const { data, error } = useLoaded(loading);
  if (!data) {
    return (
      <Notice tone="danger">
        <p>{errorText(error)}</p>
        <Button size="sm" className="mt-2" onClick={onChange}>
          {common('retry')}
        </Button>
      </Notice>
    );
  }
  if (data.invites.length === 0) return <p className="text-ink-muted text-sm">{t('noneYet')}</p>;
  return (
    <ul className="divide-y divide-line">
      {data.invites.map((invite) => (
        <InviteRow
          key={invite.id}
          invite={invite}
          maker={data.users[invite.createdBy]?.name ?? ''}
          onRevoked={onChange}
        />
      ))}
    </ul>
  );
}

type RowProps = { invite: Invite; maker: string; onRevoked: () => void };

function InviteRow({ invite, maker, onRevoked }: RowProps) {
  const t = useTranslations('invites');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: null });

  const revoke = async () => {
    setState({ pending: true, error: null });
    try {
      await call('DELETE', `/api/invites/${invite.id}`, { answer: z.unknown() });
      onRevoked();
    } catch (error) {
      setState({ pending: false, error });
    }
  };

  return (
    <li className="flex items-center gap-3 py-2.5">
      <Link2 aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm">
          {t('madeBy', { name: maker || common('formerMember') })}
          {' · '}
          {common(`roles.${invite.role}`)}
        </p>
        <p className="text-ink-muted text-xs">
          {t.rich('usedUntil', {
            used: invite.uses,
            max: invite.maxUses,
            when: () => <LocalTime at={invite.expiresAt} timeStyle={null} />,
          })}
        </p>
        {state.error !== null && (
          <p role="alert" className="text-danger-ink text-xs">
            {errorText(state.error)}
          </p>
        )}
      </div>
      <IconButton
        danger
        size="sm"
        label={t('revoke')}
        icon={<Trash2 />}
        pending={state.pending}
        onClick={() => void revoke()}
      />
    </li>
  );
}
