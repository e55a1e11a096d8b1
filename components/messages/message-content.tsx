'use client';
import { type ShownMessage, useConversation } from './conversation-context';
import { MessageAttachments } from './message-attachments';
import { MessageBody } from './message-body';
import { MessageEditor } from './message-editor';
import { PendingNote } from './pending-note';

type Props = {
  message: ShownMessage;
  /** It is being edited, in place. */
  isEdited: boolean;
};

/**
 * What a row says, in each state a message can be in. The three parts keep their places from one state to the next: a
 * picture that was sent from here is not drawn anew when it is stored.
 */
export function MessageContent({ message, isEdited }: Props) {
  return (
    <>
      <Said {...{ message, isEdited }} />
      <MessageAttachments message={message} />
      <Note {...{ message, isEdited }} />
    </>
  );
}

function Said({ message, isEdited }: Props) {
  const { t } = useConversation();
  if ('state' in message)
    return (
      message.body !== '' && (
        <div
          aria-busy={message.state !== 'failed'}
          className={message.state === 'failed' ? '' : 'opacity-60 transition-opacity'}
        >
          <MessageBody id={message.id} version={1} body={message.body} />
        </div>
      )
    );
  if ('unreadable' in message) return <p className="text-ink-muted italic">{t('unreadable')}</p>;
  // Also when it is deleted meanwhile: what was typed must not go with it.
  if (isEdited) return <MessageEditor message={message} />;
  if (message.deleted) return <p className="text-ink-faint text-sm italic">{t('deleted')}</p>;
  return message.body !== '' && <MessageBody id={message.id} version={message.version} body={message.body} />;
}

function Note({ message, isEdited }: Props) {
  if ('state' in message) return <PendingNote message={message} />;
  if ('unreadable' in message || message.deleted || message.editedAt === null) return null;
  return !isEdited && <EditedMark editedAt={message.editedAt} />;
}

function EditedMark({ editedAt }: { editedAt: string }) {
  const { t, dates } = useConversation();
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
