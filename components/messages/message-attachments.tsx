'use client';
import { MessageFiles } from '@/components/attachments/message-files';
import { localFiles, storedFiles } from '@/components/attachments/shown-file';
import { useLocalFiles } from '@/components/realtime/use-files';
import { type ShownMessage, useHeldFiles } from './conversation-context';

const none: readonly string[] = [];

/** What is attached to a message: as it lies on this device until it is stored, in the same place then. */
export function MessageAttachments({ message }: { message: ShownMessage }) {
  const local = ('fileIds' in message && message.fileIds) || none;
  const stored = ('attachmentIds' in message && message.attachmentIds) || none;
  return local.length + stored.length > 0 && <Attachments local={local} stored={stored} />;
}

function Attachments({ local, stored }: { local: readonly string[]; stored: readonly string[] }) {
  const files = useHeldFiles();
  const onDevice = useLocalFiles(local);
  return <MessageFiles files={stored.length > 0 ? storedFiles(stored, files) : localFiles(onDevice)} />;
}
