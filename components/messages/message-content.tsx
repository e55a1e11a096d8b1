'use client';
import { useTranslations } from 'next-intl';
import { MessageFiles } from '@/components/attachments/message-files';
import { PendingFiles } from '@/components/attachments/pending-files';
import { storedFiles } from '@/components/attachments/shown-file';
import { type ShownMessage, useConversation } from './conversation-context';
import { MessageBody } from './message-body';
import { MessageEditor } from './message-editor';
import { PendingNote } from './pending-note';

/** What a row says, in each state a message can be in. */
export function MessageContent({ message }: { message: ShownMessage }) {
  const t = useTranslations('chat.log');
  const { editingId, files } = useConversation();
  if ('state' in message) {
    return (
      <div aria-busy={message.state !== 'failed'}>
        <div className={message.state === 'failed' ? '' : 'opacity-60 transition-opacity'}>
          {message.body !== '' && <MessageBody id={message.id} version={1} body={message.body} />}
        </div>
        {message.fileIds && <PendingFiles ids={message.fileIds} />}
        <PendingNote message={message} />
      </div>
    );
  }
  if ('unreadable' in message) return <p className="text-ink-muted italic">{t('unreadable')}</p>;
  // Also when it is deleted meanwhile: what was typed must not go with it.
  const attached = message.deleted ? [] : storedFiles(message.attachmentIds ?? [], files);
  if (editingId === message.id)
    return (
      <>
        <MessageEditor message={message} />
        <MessageFiles files={attached} />
      </>
    );
  if (message.deleted) return <p className="text-ink-faint text-sm italic">{t('deleted')}</p>;
  return (
    <>
      {message.body !== '' && <MessageBody id={message.id} version={message.version} body={message.body} />}
      <MessageFiles files={attached} />
      {message.editedAt !== null && <EditedMark editedAt={message.editedAt} />}
    </>
  );
}

function EditedMark({ editedAt }: { editedAt: string }) {
  const t = useTranslations('chat.log');
  const { dates } = useConversation();
  const time = dates.fullOf(editedAt);
  return (
    <time
      dateTime={editedAt}
      title={t('editedAt', { time })}
      className="block text-ink-faint text-xs"
      suppressHydrationWarning
    >
      ({t('edited')})
    </time>
  );
}
