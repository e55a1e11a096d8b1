'use client';
import { useTranslations } from 'next-intl';
import { useLayoutEffect } from 'react';
import { useWorkspace } from '@/components/realtime/chat-provider';

/** Writes `title · workspace` into the browser's tab, with the number of unread messages in front; null: very many. */
export function useTabTitle(title: string, unread: number | null): void {
  const t = useTranslations('chat');
  const workspace = useWorkspace();
  const name = `${title} · ${workspace.name}`;
  const text =
    unread === 0 ? name : t('room.unreadTitle', { count: unread ?? t('sidebar.tooMany'), title: name });
  // Next writes a title of its own with each page, sometimes after us; a second element would be ignored.
  useLayoutEffect(() => {
    const write = () => {
      if (document.title !== text) document.title = text;
    };
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    write();
    return () => observer.disconnect();
  }, [text]);
}
