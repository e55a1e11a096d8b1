import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/ui/section';
import { DeleteAccount } from '@/components/users/delete-account';
import { PasswordForm } from '@/components/users/password-form';
import { ProfileForm } from '@/components/users/profile-form';
import { ThemeChoice } from '@/components/users/theme-choice';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { requireMe } from '@/lib/users/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.profile') };
}

export default async function ProfilePage() {
  const viewer = await requirePageViewer('/settings/profile');
  const me = await requireMe(viewer);
  const t = await getTranslations('settings');
  return (
    <>
      <Section title={t('profile.title')} description={t('profile.description')}>
        <ProfileForm me={me} />
      </Section>
      <Section title={t('appearance.title')} description={t('appearance.description')}>
        <ThemeChoice />
      </Section>
      <Section title={t('password.title')} description={t('password.description')}>
        <PasswordForm email={me.email} />
      </Section>
      <Section title={t('delete.section')} description={t('delete.description')}>
        <DeleteAccount />
      </Section>
    </>
  );
}
