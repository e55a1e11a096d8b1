'use client';
import { MessageFiles } from '@/components/attachments/message-files';
import { localFiles, storedFiles } from '@/components/attachments/shown-file';
import { useLocalFiles } from '@/components/realtime/use-files';
import { type ShownMessage, useConversation } from './conversation-context';

const none: readonly string[] = [];

/** What is attached to a message: as it lies on this device until it is stored, in the same place then. */
export function MessageAttachments({ message }: { message: ShownMessage }) {
  const { files } = useConversation();
  const onDevice = useLocalFiles(('fileIds' in message && message.fileIds) || none);
  const stored = ('attachmentIds' in message && message.attachmentIds) || none;
  return <MessageFiles files={stored.length > 0 ? storedFiles(stored, files) : localFiles(onDevice)} />;
}
