import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DrawerButton } from '@/components/chat/drawer';
import { InviteButton } from '@/components/invites/invite-button';
import { PageBody } from '@/components/ui/page-body';
import { PageHeader } from '@/components/ui/page-header';
import { PeopleDirectory } from '@/components/users/people-directory';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { listPeople } from '@/lib/users/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('title') };
}

export default async function PeoplePage() {
  const viewer = await requirePageViewer('/people');
  const t = await getTranslations('users');
  return (
    <>
      <PageHeader leading={<DrawerButton />} title={t('title')} actions={<InviteButton />} />
      <PageBody>
        <PeopleDirectory first={await listPeople(viewer, {})} />
      </PageBody>
    </>
  );
}
