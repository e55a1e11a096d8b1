'use client';
import { useCallback, useState } from 'react';
import { useChatClient } from '@/components/realtime/chat-provider';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { Message } from '@/lib/messages/contract';
import { type OpenEdit, openEditKey, readOpenEdit, writeOpenEdit } from '@/lib/messages/open-edit';

/** The message of the room that is being edited; also one whose editing was interrupted, on this device. */
export function useEditing(
  roomId: string,
): [editingId: string | null, edit: (messageId: string | null) => void] {
  const { drafts } = useChatClient();
  const key = openEditKey(roomId);
  const [editingId, setEditing] = useState(() => readOpenEdit(drafts.read(key))?.messageId ?? null);
  const edit = useCallback(
    (messageId: string | null) => {
      drafts.write(key, '');
      setEditing(messageId);
    },
    [drafts, key],
  );
  // The server, which knows no drafts, has drawn the message itself.
  return [useHydrated() ? editingId : null, edit];
}

/** What was made of this message before the editing was interrupted, and the way to keep what is made of it now. */
export function useOpenEdit(
  roomId: string,
  message: Message,
): { kept: OpenEdit | null; keep: (edit: Omit<OpenEdit, 'messageId'>) => void } {
  const { drafts } = useChatClient();
  const key = openEditKey(roomId);
  const [kept] = useState(() => readOpenEdit(drafts.read(key)));
  return {
    kept: kept?.messageId === message.id ? kept : null,
    keep: (edit) => drafts.write(key, writeOpenEdit({ ...edit, messageId: message.id })),
  };
}
