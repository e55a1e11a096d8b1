'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { type Loaded, useLoaded } from '@/components/ui/use-load';
import { useErrorText } from '@/lib/i18n/use-error-text';
import type { InvitesAnswer } from '@/lib/invites/contract';
import { InviteRow } from './invite-row';

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
  return <InviteRows answer={data} onChange={onChange} />;
}

export function InviteRows({ answer, onChange }: { answer: InvitesAnswer; onChange: () => void }) {
  return (
    <ul className="divide-y divide-line">
      {answer.invites.map((invite) => (
        <InviteRow
          key={invite.id}
          invite={invite}
          maker={answer.users[invite.createdBy]}
          claimed={answer.users[invite.forUserId ?? '']}
          onRevoked={onChange}
        />
      ))}
    </ul>
  );
}
