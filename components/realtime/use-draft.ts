'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { useChatClient } from '@/components/realtime/chat-provider';

/** What is begun in the room's composer, kept on this device; saved shortly after each change and on hide. */
export function useDraft(roomId: string): [text: string, setText: (text: string) => void] {
  const { drafts } = useChatClient();
  const text = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.read(roomId),
    () => '',
  );
  const setText = useCallback((next: string) => drafts.write(roomId, next), [drafts, roomId]);
  return [text, setText];
}
