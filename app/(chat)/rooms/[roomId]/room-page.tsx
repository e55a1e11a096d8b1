import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { z } from 'zod';
import { RoomOutlet } from '@/components/rooms/room-outlet';
import { type RoomAddress, roomHref } from '@/components/rooms/room-path';
import { requirePageViewer } from '@/lib/auth/page-viewer';
import type { Viewer } from '@/lib/auth/viewer';
import { isAppError } from '@/lib/errors';
import { hostOf } from '@/lib/http/host';
import { PAGE_DEFAULT, type Page, type PageQuery } from '@/lib/messages/contract';
import { instantOfDay } from '@/lib/messages/dates';
import { readPage } from '@/lib/messages/queries';
import type { Entry, RoomCard } from '@/lib/rooms/contract';
import { requireMembership } from '@/lib/rooms/membership';
import { findRoom } from '@/lib/rooms/queries';
import { firstUnreadSeq } from '@/lib/rooms/unread';
import { readChatStart } from '../../chat-start';
import { asksForDocument } from './asks-for-document';
import { HideStillRows } from './hide-still-rows';
import { RoomLoading } from './room-loading';

type Props = { address: RoomAddress };

/**
 * A room at the place its address names, for whoever is in it. Whoever comes to it within the app sees at once that it is
 * on its way. A document is sent when it is whole, a query later: what follows a skeleton that was sent as HTML, React does
 * not show for 300 ms.
 */
export async function RoomPage({ address }: Props) {
  if (await asksForDocument()) return <Room address={address} />;
  return (
    <Suspense fallback={<RoomLoading />}>
      <Room address={address} />
    </Suspense>
  );
}

async function Room({ address }: Props) {
  const { roomId } = address;
  if (!isId(roomId)) notFound();
  const viewer = await requirePageViewer(roomHref(roomId, address));
  const { entries } = await readChatStart(viewer);
  const entry = entries.rooms.find((candidate) => candidate.roomId === roomId);
  const opening = entry ? await readOpening(viewer, entry, address) : nothing;
  const card = entry ? null : await findCard(viewer, roomId);
  return (
    <>
      <RoomOutlet roomId={roomId} {...opening} card={card} />
      <HideStillRows />
    </>
  );
}

type Opening = { first: Page | null; isLost: boolean };
const nothing: Opening = { first: null, isLost: false };

/** The page the room opens with: around the message asked for, else around the first unread one, else the newest. */
async function readOpening(viewer: Viewer, entry: Entry, { messageId, on }: RoomAddress): Promise<Opening> {
  // When a day begins depends on where the reader is, which only the browser knows.
  if (on !== null && instantOfDay(on) !== null) return nothing;
  const unread = firstUnreadSeq(entry);
  const asked = messageId === null ? null : await findPage(viewer, entry.roomId, { around: messageId });
  const first = asked ?? (await findPage(viewer, entry.roomId, unread === null ? {} : { around: unread }));
  return { first, isLost: messageId !== null && asked === null };
}

async function findPage(viewer: Viewer, roomId: string, { around }: Pick<PageQuery, 'around'>) {
  if (typeof around === 'string' && !isId(around)) return null;
  return unlessNotFound(async () => {
    const membership = await requireMembership(viewer, roomId);
    const place = around === undefined ? {} : { around };
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

function isId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
