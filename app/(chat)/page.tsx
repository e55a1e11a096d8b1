import { redirect } from 'next/navigation';
import { NoRooms } from '@/components/rooms/no-rooms';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import { readChatStart } from './chat-start';

/** Leads to the room where something happened last. */
export default async function HomePage() {
  const viewer = await requirePageViewer('/');
  const { entries } = await readChatStart(viewer);
  const [latest] = entries.rooms
    .filter((entry) => entry.archivedAt === null && entry.involvement !== 'hidden')
    .sort((a, b) => (b.lastMessageAt ?? '').localeCompare(a.lastMessageAt ?? ''));
  if (latest) redirect(`/rooms/${latest.roomId}`);
  return <NoRooms />;
}
