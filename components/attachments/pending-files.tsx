'use client';
import { useLocalFiles } from '@/components/realtime/use-files';
import { MessageFiles } from './message-files';
import { localFiles } from './shown-file';

/** The files of a message that is not stored yet, as they lie on this device. */
export function PendingFiles({ ids }: { ids: readonly string[] }) {
  return <MessageFiles files={localFiles(useLocalFiles(ids))} />;
}
