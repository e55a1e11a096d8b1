import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountForm } from '@/components/auth/account-form';
import { AuthCard } from '@/components/auth/auth-card';
import { ProviderButtons } from '@/components/auth/provider-buttons';
import { signInLink } from '@/components/auth/sign-in-link';
import { findPageViewer } from '@/lib/auth/page-viewer';
import { listProviders } from '@/lib/auth/providers';
import { findWorkspace } from '@/lib/workspace/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signUp'))('page') };
}

export default async function SignUpPage() {
  const workspace = await findWorkspace();
  if (!workspace) redirect('/setup');
  if (await findPageViewer()) redirect('/');
  if (!workspace.openSignUp) redirect('/sign-in');
  const t = await getTranslations('auth');
  return (
    <AuthCard
      title={t('signUp.title', { workspace: workspace.name })}
      description={t('signUp.description')}
      footer={t.rich('join.have', { link: signInLink })}
    >
      <AccountForm />
      <ProviderButtons providers={listProviders()} errand={{ purpose: 'enter' }} />
    </AuthCard>
  );
}
