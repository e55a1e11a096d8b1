'use client';
import { Copy, Link2, MailOpen, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { useToast } from '@/components/ui/toast';
import type { LiveMessage } from '@/lib/messages/contract';
import { canDeleteMessage, canEditMessage } from '@/lib/messages/policy';
import { useConversation } from './conversation-context';

export type MessageAction = {
  label: string;
  icon: ReactNode;
  isDanger?: boolean;
  run: () => void;
};

/** What this person may do with a message, in the order it is offered: over the row, and in the sheet of a phone. */
export function useMessageActions(message: LiveMessage): readonly MessageAction[] {
  const t = useTranslations('chat.log');
  const { room, edit, askToDelete, markUnreadFrom } = useConversation();
  const copy = useCopy();
  const me = useMe();
  const person = { userId: me.id, role: me.role };
  const isOpen = room.archivedAt === null;
  const actions: (MessageAction | false)[] = [
    isOpen &&
      canEditMessage(person, message) && {
        label: t('edit'),
        icon: <Pencil />,
        run: () => edit(message.id),
      },
    message.body !== '' && {
      label: t('copy'),
      icon: <Copy />,
      run: () => void copy(message.body, { done: t('copied'), failed: t('copyFailed') }),
    },
    {
      label: t('copyLink'),
      icon: <Link2 />,
      run: () =>
        void copy(new URL(`/rooms/${room.roomId}/${message.id}`, window.location.origin).href, {
          done: t('linkCopied'),
          failed: t('linkCopyFailed'),
        }),
    },
    { label: t('unreadFrom'), icon: <MailOpen />, run: () => markUnreadFrom(message.seq) },
    isOpen &&
      canDeleteMessage(person, message, room) && {
        label: t('delete'),
        icon: <Trash2 />,
        isDanger: true,
        run: () => askToDelete(message),
      },
  ];
  return actions.filter((action) => action !== false);
}

function useCopy(): (text: string, say: { done: string; failed: string }) => Promise<void> {
  const toast = useToast();
  return async (text, say) => {
    try {
      await navigator.clipboard.writeText(text);
      toast({ title: say.done });
    } catch {
      // Refused by the browser, or a page without https: the person can still select the text.
      toast({ title: say.failed, tone: 'danger' });
    }
  };
}
