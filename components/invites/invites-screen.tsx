'use client';
import { Link2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMe } from '@/components/realtime/use-chat';
import { EmptyState } from '@/components/ui/empty-state';
import type { InvitesAnswer } from '@/lib/invites/contract';
import { isAdmin } from '@/lib/users/policy';
import { InviteRows } from './invite-list';

/** The links that let somebody in: one's own, for admins everybody's. */
export function InvitesScreen({ answer }: { answer: InvitesAnswer }) {
  const t = useTranslations('invites');
  const me = useMe();
  const router = useRouter();
  if (answer.invites.length === 0) {
    return (
      <EmptyState icon={<Link2 aria-hidden />} title={t('noneTitle')}>
        {t('noneText')}
      </EmptyState>
    );
  }
  return (
    <>
      <p className="mb-2 text-pretty text-ink-muted text-sm">
        {isAdmin(me) ? t('listForAdmins') : t('listForMembers')}
      </p>
      <InviteRows answer={answer} onChange={() => router.refresh()} />
    </>
  );
}
