'use client';
import { useTranslations } from 'next-intl';
import { useOverlay } from '@/components/chat/overlay-context';
import { useChatActions, useEntries } from '@/components/realtime/use-chat';
import { useToast } from '@/components/ui/toast';
import { isUnread } from '@/lib/rooms/unread';

/** More than a slip of the hand should clear away. */
const ASK_FROM = 20;

/** Marks all rooms as read and says how many they were; asks before it does so with many. */
export function useReadEverything(): () => void {
  const unread = useEntries().filter(isUnread);
  const open = useOverlay();
  const read = useReadRooms();
  return () => (unread.length > ASK_FROM ? open('readEverything') : read(unread.map(({ roomId }) => roomId)));
}

/** Without asking. */
export function useReadRooms(): (roomIds: readonly string[]) => void {
  const t = useTranslations('keys.readEverything');
  const toast = useToast();
  const { readRooms } = useChatActions();
  return (roomIds) => {
    void readRooms(roomIds);
    toast({ title: roomIds.length === 0 ? t('nothing') : t('done', { count: roomIds.length }) });
  };
}
