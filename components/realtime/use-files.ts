'use client';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useChatClient } from '@/components/realtime/chat-provider';
import type { LocalFile } from '@/lib/attachments/client/local-file';

/** Chosen files on their way, in this order; one that this tab has not met yet is left out. */
export function useLocalFiles(ids: readonly string[]): LocalFile[] {
  return useStore(
    useChatClient().store,
    useShallow(({ files }) => ids.flatMap((id) => files[id] ?? [])),
  );
}

/** The files chosen for what is being written in this room, in the order they were chosen. */
export function useTray(roomId: string): LocalFile[] {
  return useStore(
    useChatClient().store,
    useShallow(({ files, outbox }) => {
      const sent = new Set(outbox.flatMap(({ fileIds = [] }) => fileIds));
      return Object.values(files).filter((file) => file.roomId === roomId && !sent.has(file.id));
    }),
  );
}
