import type { RoomFile } from '@/lib/attachments/contract';
import type { AttachmentKind } from '@/lib/attachments/policy';
import { namedFiles } from '@/lib/realtime/client/held-files';
import type { HeldFiles, HeldMessage } from '@/lib/realtime/client/state';

type Room = { messages: readonly HeldMessage[]; files: HeldFiles };

/**
 * A list of files, newest first, with what the messages held know better: files sent since, and none of messages that
 * are deleted by now. `kind` null: all kinds.
 */
export function currentFiles(
  listed: readonly RoomFile[],
  { messages, files }: Room,
  kind: AttachmentKind | null,
): RoomFile[] {
  const deleted = new Set(messages.flatMap((row) => ('deleted' in row && row.deleted ? [row.seq] : [])));
  const newest = listed[0]?.seq ?? 0;
  const since = messages
    .filter(({ seq }) => seq > newest)
    .toReversed()
    .flatMap((message) => filesOf(message, files))
    .filter(({ attachment }) => kind === null || attachment.kind === kind);
  return [...since, ...listed.filter(({ seq }) => !deleted.has(seq))];
}

function filesOf(message: HeldMessage, files: HeldFiles): RoomFile[] {
  const { id: messageId, seq, authorId, createdAt: sentAt } = message;
  return namedFiles(message).flatMap((id) => {
    const file = files[id];
    return file && !('missing' in file) ? [{ attachment: file, messageId, seq, authorId, sentAt }] : [];
  });
}
