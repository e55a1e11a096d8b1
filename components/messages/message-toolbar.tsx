'use client';
import { Copy, MailOpen, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMe } from '@/components/realtime/use-chat';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { useToast } from '@/components/ui/toast';
import type { LiveMessage } from '@/lib/messages/contract';
import { canDeleteMessage, canEditMessage } from '@/lib/messages/policy';
import { useConversation } from './conversation-context';

type Props = { message: LiveMessage; isLow: boolean };

/** What one may do with a message; it hangs over the row's upper edge, or below it where the word "New" stands there. */
export function MessageToolbar({ message, isLow }: Props) {
  const t = useTranslations('chat.log');
  const { entry, edit, askToDelete, markUnreadFrom } = useConversation();
  const copy = useCopy();
  const me = useMe();
  const person = { userId: me.id, role: me.role };
  const isOpen = entry.archivedAt === null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      role="group"
      aria-label={t('actions')}
      className={classNames(barClass, isLow ? 'top-1' : '-top-3.5 touch:-top-6')}
    >
      {isOpen && canEditMessage(person, message) && (
        <IconButton size="sm" label={t('edit')} icon={<Pencil />} onClick={() => edit(message.id)} />
      )}
      <IconButton size="sm" label={t('copy')} icon={<Copy />} onClick={() => void copy(message.body)} />
      <IconButton
        size="sm"
        label={t('unreadFrom')}
        icon={<MailOpen />}
        onClick={() => markUnreadFrom(message.seq)}
      />
      {isOpen && canDeleteMessage(person, message, entry) && (
        <IconButton
          size="sm"
          danger
          label={t('delete')}
          icon={<Trash2 />}
          onClick={() => askToDelete(message)}
        />
      )}
    </div>
  );
}

const barClass = 'absolute right-3 z-10 flex rounded-md bg-surface p-0.5 shadow-popup sm:right-5';

function useCopy(): (text: string) => Promise<void> {
  const t = useTranslations('chat.log');
  const toast = useToast();
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      toast({ title: t('copied') });
    } catch {
      // Refused by the browser, or a page without https: the person can still select the text.
      toast({ title: t('copyFailed'), tone: 'danger' });
    }
  };
}
