import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { RoomOutlet } from '@/components/rooms/room-outlet';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import type { Viewer } from '@/lib/auth/viewer';
import { isAppError } from '@/lib/errors';
import { hostOf } from '@/lib/http/host';
import { PAGE_DEFAULT, type Page } from '@/lib/messages/contract';
import { readPage } from '@/lib/messages/queries';
import type { RoomCard } from '@/lib/rooms/contract';
import { requireMembership } from '@/lib/rooms/membership';
import { findRoom } from '@/lib/rooms/queries';
import { firstUnreadSeq } from '@/lib/rooms/unread';
import { readChatStart } from '../../chat-start';

type Props = { params: Promise<{ roomId: string }> };

export default async function RoomPage({ params }: Props) {
  const { roomId } = await params;
  if (!z.uuid().safeParse(roomId).success) notFound();
  const viewer = await requirePageViewer(`/rooms/${roomId}`);
  const first = await findFirstPage(viewer, roomId);
  const card = first ? null : await findCard(viewer, roomId);
  return <RoomOutlet roomId={roomId} first={first} card={card} />;
}

/** The page a room opens with: around the first unread message, else the newest. Null for somebody outside. */
async function findFirstPage(viewer: Viewer, roomId: string): Promise<Page | null> {
  const { entries } = await readChatStart(viewer);
  const entry = entries.rooms.find((candidate) => candidate.roomId === roomId);
  if (!entry) return null;
  const unread = firstUnreadSeq(entry);
  return unlessNotFound(async () => {
    const membership = await requireMembership(viewer, roomId);
    const place = unread === null ? {} : { around: unread };
    return readPage(membership, { limit: PAGE_DEFAULT, ...place }, hostOf({ headers: await headers() }));
  });
}

/** Of a public room not joined; null for anything else. */
async function findCard(viewer: Viewer, roomId: string): Promise<RoomCard | null> {
  const room = await unlessNotFound(() => findRoom(viewer, roomId));
  return room && !('kind' in room) ? room : null;
}

async function unlessNotFound<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  }
}
