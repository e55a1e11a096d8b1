'use client';
import type { Entry } from '@/lib/rooms/contract';
import { DirectAvatar } from './direct-avatar';
import { RoomIcon } from './room-icon';

/** What stands before a room's name: whose it is, or who may come in. */
export function RoomSign({
  entry,
  className,
}: {
  entry: Pick<Entry, 'kind' | 'memberIds'>;
  className?: string;
}) {
  if (entry.kind === 'direct') return <DirectAvatar entry={entry} />;
  return <RoomIcon kind={entry.kind} {...(className && { className })} />;
}
