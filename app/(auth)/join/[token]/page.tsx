import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AccountForm } from '@/components/auth/account-form';
import { AuthCard } from '@/components/auth/auth-card';
import { LinkOver } from '@/components/auth/link-over';
import { ProviderButtons } from '@/components/auth/provider-buttons';
import { signInLink } from '@/components/auth/sign-in-link';
import { buttonClass } from '@/components/ui/button-class';
import { findPageViewer } from '@/lib/auth/page-viewer';
import { listProviders } from '@/lib/auth/providers';
import { isAppError } from '@/lib/errors';
import { requireInvitation } from '@/lib/invites/queries';

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: no page that is opened from here needs to hear of it.
  return { title: (await getTranslations('auth.join'))('page'), referrer: 'no-referrer' };
}

export default async function JoinPage({ params }: Props) {
  const { token } = await params;
  const t = await getTranslations('auth.join');
  const invitation = await requireInvitation(token).catch(overOrThrow);
  if ('over' in invitation) {
    const { whom } = invitation;
    return (
      <LinkOver title={t('overTitle')} action={t('toSignIn')}>
        {whom ? t('overTextBy', { name: whom }) : t('overAny')}
      </LinkOver>
    );
  }
  const { workspace, invitedBy, claims } = invitation;
  if (await findPageViewer()) {
    return (
      <AuthCard title={t('here', { workspace })} description={t('hereText')}>
        <Link href="/" className={buttonClass('primary', 'lg', 'w-full')}>
          {t('toRooms')}
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title={t('title', { workspace })}
      description={
        claims === null
          ? t('invitedBy', { name: invitedBy })
          : t('claims', { name: invitedBy, person: claims })
      }
      footer={t.rich('have', { link: signInLink })}
    >
      <AccountForm invite={token} claims={claims} />
      <ProviderButtons providers={listProviders()} errand={{ purpose: 'enter', invite: token }} />
    </AuthCard>
  );
}

/** A link that is over says whom to ask; one that never was, nothing. Everything else is not for this page. */
function overOrThrow(error: unknown): { over: true; whom: string | null } {
  if (!isAppError(error) || (error.code !== 'expired' && error.code !== 'not_found')) throw error;
  const whom = error.details.params?.['invitedBy'];
  return { over: true, whom: whom ? String(whom) : null };
}
