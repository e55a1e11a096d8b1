import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import { DeleteAccount } from '@/components/users/delete-account';
import { LinkedAccounts } from '@/components/users/linked-accounts';
import { PasswordForm } from '@/components/users/password-form';
import { ProfileForm } from '@/components/users/profile-form';
import { ThemeChoice } from '@/components/users/theme-choice';
import { listLinkedAccounts } from '@/lib/accounts/linked-accounts';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { listProviders } from '@/lib/auth/providers';
import { pageError } from '@/lib/i18n/page-error';
import { requireMe } from '@/lib/users/queries';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.profile') };
}

/** `error`: why linking an account failed. */
export default async function ProfilePage({ searchParams }: Props) {
  const viewer = await requirePageViewer('/settings/profile');
  const me = await requireMe(viewer);
  const { accounts, hasPassword } = await listLinkedAccounts(viewer);
  const providers = listProviders();
  const t = await getTranslations('settings');
  const errors = await getTranslations('errors');
  const failure = pageError((await searchParams)['error']);
  const noPassword = <p className="text-ink-muted text-sm">{t('password.none')}</p>;
  return (
    <>
      <Section title={t('profile.title')} description={t('profile.description')}>
        <ProfileForm first={me} />
      </Section>
      <Section title={t('appearance.title')} description={t('appearance.description')}>
        <ThemeChoice />
      </Section>
      <Section title={t('password.title')} description={t('password.description')}>
        {hasPassword ? <PasswordForm email={me.email} /> : noPassword}
      </Section>
      {(providers.length > 0 || accounts.length > 0) && (
        <Section title={t('accounts.title')} description={t('accounts.description')}>
          {failure && (
            <Notice tone="danger" className="mb-4">
              {errors(failure)}
            </Notice>
          )}
          <LinkedAccounts first={accounts} providers={providers} />
        </Section>
      )}
      <Section title={t('delete.section')} description={t('delete.description')}>
        {hasPassword ? <DeleteAccount /> : noPassword}
      </Section>
    </>
  );
}
