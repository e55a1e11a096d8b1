'use client';
import { useChatActions } from '@/components/realtime/use-chat';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { type ChangeMembershipInput, entryAnswer } from '@/lib/rooms/contract';

export type ChangeMembership = (body: ChangeMembershipInput) => Promise<void>;

/** Changes what this person hears of a room; a refusal is said in passing, and all stays as it was. */
export function useChangeMembership(roomId: string): ChangeMembership {
  const { applyEntry } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  return async (body) => {
    try {
      const answer = await call('PATCH', `/api/rooms/${roomId}/membership`, { body, answer: entryAnswer });
      applyEntry(answer.entry, answer.users);
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
    }
  };
}
