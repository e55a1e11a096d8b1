'use client';
import { useRouter } from 'next/navigation';
import { useChatActions } from '@/components/realtime/use-chat';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { entryAnswer } from '@/lib/rooms/contract';

/** Opens the conversation with somebody; the same two people always get the same one. */
export function useDirectConversation(): (userId: string) => Promise<void> {
  const router = useRouter();
  const toast = useToast();
  const errorText = useErrorText();
  const { applyEntry } = useChatActions();
  return async (userId) => {
    try {
      const body = { kind: 'direct', memberIds: [userId] };
      const { entry, users } = await call('POST', '/api/rooms', { body, answer: entryAnswer });
      applyEntry(entry, users);
      router.push(`/rooms/${entry.roomId}`);
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    }
  };
}
