import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PeopleDirectory } from '@/components/users/people-directory';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { listPeople } from '@/lib/users/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('title') };
}

export default async function PeoplePage() {
  const viewer = await requirePageViewer('/people');
  return <PeopleDirectory first={await listPeople(viewer, {})} />;
}
