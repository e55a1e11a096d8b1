import { Hash, Lock } from 'lucide-react';
import type { Entry } from '@/lib/rooms/contract';

/** Decoration beside a room's name. */
export function RoomIcon({ kind, className }: { kind: Entry['kind']; className?: string }) {
  const Icon = kind === 'private' ? Lock : Hash;
  return <Icon aria-hidden className={`size-4 shrink-0 ${className ?? ''}`} />;
}
