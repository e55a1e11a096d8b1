'use client';
import { onDemand } from '@/components/ui/on-demand';
import type { PendingMessage } from '@/lib/messages/outbox/pending';

const notes = onDemand(() => import('./uploading-note'));

/** Under a message that waits for its files; what it says is fetched with the first file. */
export function WaitingNote({ message }: { message: PendingMessage }) {
  const code = notes.useWhen(true);
  if (!code) return null;
  return message.state === 'uploading' ? (
    <code.UploadingNote message={message} />
  ) : (
    <code.PendingTrouble fileIds={message.fileIds} />
  );
}
