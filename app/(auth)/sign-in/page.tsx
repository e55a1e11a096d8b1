import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthCard } from '@/components/auth/auth-card';
import { ProviderButtons } from '@/components/auth/provider-buttons';
import { SignInForm } from '@/components/auth/sign-in-form';
import { Notice } from '@/components/ui/notice';
import { ownPath } from '@/lib/auth/own-path';
import { findPageViewer } from '@/lib/auth/page-viewer';
import { listProviders } from '@/lib/auth/providers';
import { pageError } from '@/lib/i18n/page-error';
import { findWorkspace } from '@/lib/workspace/queries';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('page') };
}

/** `to`: where one wanted to go. `over`: the session ended while somebody was at it. `error`: why a provider's way failed. */
export default async function SignInPage({ searchParams }: Props) {
  const { to, over, error } = await searchParams;
  const destination = ownPath(typeof to === 'string' ? to : null);
  const workspace = await findWorkspace();
  if (!workspace) redirect('/setup');
  if (await findPageViewer()) redirect(destination as '/');
  const t = await getTranslations('auth.signIn');
  const errors = await getTranslations('errors');
  const failure = pageError(error);
  return (
    <AuthCard
      title={t('title', { workspace: workspace.name })}
      footer={
        <>
          {workspace.openSignUp && <p className="mb-2">{t.rich('signUp', { link: signUpLink })}</p>}
          <p>{t('forgotten', { workspace: workspace.name })}</p>
        </>
      }
    >
      {over !== undefined && <Notice className="mb-4">{t('over')}</Notice>}
      {failure && (
        <Notice tone="danger" className="mb-4">
          {errors(failure)}
        </Notice>
      )}
      <SignInForm to={destination} />
      <ProviderButtons providers={listProviders()} errand={{ purpose: 'enter', to: destination }} />
    </AuthCard>
  );
}

function signUpLink(text: React.ReactNode) {
  return (
    <Link href="/sign-up" className="font-medium text-accent-ink underline underline-offset-2">
      {text}
    </Link>
  );
}
