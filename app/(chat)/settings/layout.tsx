import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DrawerButton } from '@/components/chat/drawer';
import { PageBody } from '@/components/ui/page-body';
import { PageHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import { findPageViewer } from '@/lib/auth/page-viewer';
import { canChangeWorkspace } from '@/lib/workspace/policy';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await findPageViewer();
  // A layout does not know the path to come back to; each page sends strangers to sign in itself.
  if (!viewer) return children;
  const t = await getTranslations('settings');
  return (
    <>
      <PageHeader leading={<DrawerButton />} title={t('title')} />
      <TabLinks
        label={t('title')}
        links={[
          { href: '/settings/profile', label: t('tabs.profile') },
          { href: '/settings/sessions', label: t('tabs.sessions') },
          ...(canChangeWorkspace(viewer)
            ? [{ href: '/settings/workspace' as const, label: t('tabs.workspace') }]
            : []),
        ]}
      />
      <PageBody>{children}</PageBody>
    </>
  );
}
