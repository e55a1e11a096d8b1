'use client';
import { useTranslations } from 'next-intl';
import { useMe, useUsers } from '@/components/realtime/use-chat';
import type { Entry } from '@/lib/rooms/contract';

/** What a room is called for this person: its name, or the other people of a direct conversation. */
export function useRoomTitle(): (entry: Pick<Entry, 'kind' | 'name' | 'memberIds'>) => string {
  const t = useTranslations('chat');
  const me = useMe();
  const users = useUsers();
  return ({ kind, name, memberIds }) => {
    if (kind !== 'direct') return name;
    const others = (memberIds ?? []).filter((id) => id !== me.id);
    if (others.length === 0) return t('room.notes');
    return others.map((id) => users[id]?.name || t('log.formerMember')).join(', ');
  };
}
