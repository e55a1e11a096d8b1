'use client';
import { useState } from 'react';
import { useChatActions } from '@/components/realtime/use-chat';
import { useToast } from '@/components/ui/toast';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { entryAnswer } from '@/lib/rooms/contract';

/** Joins a public room with one click. */
export function useJoin(roomId: string): { join: () => Promise<boolean>; isJoining: boolean } {
  const { applyEntry } = useChatActions();
  const toast = useToast();
  const errorText = useErrorText();
  const [isJoining, setJoining] = useState(false);
  const join = async () => {
    setJoining(true);
    try {
      const { entry, users } = await call('PUT', `/api/rooms/${roomId}/membership`, { answer: entryAnswer });
      applyEntry(entry, users);
      return true;
    } catch (error) {
      toast({ title: errorText(error), tone: 'danger' });
      return false;
    } finally {
      setJoining(false);
    }
  };
  return { join, isJoining };
}
