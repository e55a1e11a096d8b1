import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DrawerButton } from '@/components/chat/drawer';
import { InviteButton } from '@/components/invites/invite-button';
import { PageBody } from '@/components/ui/page-body';
import { PageHeader } from '@/components/ui/page-header';
import { TabLinks } from '@/components/ui/tab-links';
import { findPageViewer } from '@/lib/auth/page-viewer';
import { canInvite } from '@/lib/invites/policy';

/** Who is here, and who is asked in. A guest has only the first, and no tabs. */
export default async function PeopleLayout({ children }: { children: ReactNode }) {
  const viewer = await findPageViewer();
  // A layout does not know the path to come back to; each page sends strangers to sign in itself.
  if (!viewer) return children;
  const t = await getTranslations();
  return (
    <>
      <PageHeader leading={<DrawerButton />} title={t('users.title')} actions={<InviteButton />} />
      {canInvite(viewer, 'member') && (
        <TabLinks
          label={t('users.title')}
          links={[
            { href: '/people', label: t('users.everybody') },
            { href: '/people/invites', label: t('invites.list') },
          ]}
        />
      )}
      <PageBody>{children}</PageBody>
    </>
  );
}
