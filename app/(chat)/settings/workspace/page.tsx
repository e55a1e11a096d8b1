import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/ui/section';
import { WorkspaceForm } from '@/components/workspace/workspace-form';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { canChangeWorkspace } from '@/lib/workspace/policy';
import { findWorkspace } from '@/lib/workspace/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('tabs.workspace') };
}

export default async function WorkspacePage() {
  const viewer = await requirePageViewer('/settings/workspace');
  const workspace = await findWorkspace();
  if (!workspace || !canChangeWorkspace(viewer)) notFound();
  const t = await getTranslations('settings.workspace');
  return (
    <Section title={t('title')} description={t('description')}>
      <WorkspaceForm workspace={workspace} />
    </Section>
  );
}
