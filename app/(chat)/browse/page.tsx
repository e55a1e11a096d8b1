import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BrowseRooms } from '@/components/rooms/browse-rooms';
import { NoRooms } from '@/components/rooms/no-rooms';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { canBrowseRooms } from '@/lib/rooms/policy';
import { browseRooms } from '@/lib/rooms/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('chat.browse'))('title') };
}

export default async function BrowsePage() {
  const viewer = await requirePageViewer('/browse');
  if (!canBrowseRooms(viewer)) return <NoRooms />;
  return <BrowseRooms first={await browseRooms(viewer)} />;
}
