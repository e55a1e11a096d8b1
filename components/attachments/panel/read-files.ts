import { type FilesPage, filesPage } from '@/lib/attachments/contract';
import { call } from '@/lib/http/api';
import type { ShownKind } from './file-kinds';

/** A page of a room's files. `before`: the seq of the last message of the page before. Throws `ApiError`. */
export function readFiles(
  roomId: string,
  { kind, before }: { kind: ShownKind; before?: number | undefined },
): Promise<FilesPage> {
  const query = { kind: kind === 'all' ? undefined : kind, before };
  return call('GET', `/api/rooms/${roomId}/attachments`, { query, answer: filesPage });
}
