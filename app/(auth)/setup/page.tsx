import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SetupSteps } from '@/components/auth/setup-steps';
import { isSetUp } from '@/lib/workspace/queries';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.setup');
  // The address holds the setup code; no page that is opened from here needs to hear of it.
  return { title: t('page'), referrer: 'no-referrer' };
}

export default async function SetupPage() {
  if (await isSetUp()) redirect('/');
  return <SetupSteps />;
}
