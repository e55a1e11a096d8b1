import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SessionList } from '@/components/sessions/session-list';
import { Section } from '@/components/ui/section';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { listSessions } from '@/lib/sessions/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.sessions') };
}

export default async function SessionsPage() {
  const viewer = await requirePageViewer('/settings/sessions');
  const t = await getTranslations('settings.sessions');
  return (
    <Section title={t('title')} description={t('description')}>
      <SessionList first={await listSessions(viewer)} />
    </Section>
  );
}
