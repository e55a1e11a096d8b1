import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthCard } from '@/components/auth/auth-card';
import { LinkOver } from '@/components/auth/link-over';
import { ResetForm } from '@/components/auth/reset-form';
import { isAppError } from '@/lib/errors';
import { requirePasswordReset } from '@/lib/users/password-resets';

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: no page that is opened from here needs to hear of it.
  return { title: (await getTranslations('auth.reset'))('page'), referrer: 'no-referrer' };
}

export default async function ResetPage({ params }: Props) {
  const { token } = await params;
  const t = await getTranslations('auth.reset');
  const reset = await requirePasswordReset(token).catch(nullIfOver);
  if (!reset) {
    return (
      <LinkOver title={t('overTitle')} action={t('toSignIn')}>
        {t('overText')}
      </LinkOver>
    );
  }
  return (
    <AuthCard title={t('title')} description={t('description', { name: reset.name })}>
      <ResetForm token={token} />
    </AuthCard>
  );
}

/** Used, over or made up: the page says the same. Everything else is not for this page. */
function nullIfOver(error: unknown): null {
  if (!isAppError(error) || (error.code !== 'expired' && error.code !== 'not_found')) throw error;
  return null;
}
