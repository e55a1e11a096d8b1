import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { InvitesScreen } from '@/components/invites/invites-screen';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { canInvite } from '@/lib/invites/policy';
import { listInvites } from '@/lib/invites/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('invites'))('list') };
}

export default async function InvitesPage() {
  const viewer = await requirePageViewer('/people/invites');
  if (!canInvite(viewer, 'member')) notFound();
  return <InvitesScreen answer={await listInvites(viewer)} />;
}
