import 'server-only';
import { toIso } from '@/lib/clock';
import type { Message } from './contract';

/** A row of `messages`, whether a raw statement or the query builder read it. */
export type MessageRow = {
  id: string;
  seq: number;
  authorId: string;
  rev: number;
  body: string;
  version: number;
  createdAt: string | Date;
  editedAt: string | Date | null;
  deletedAt: string | Date | null;
  attachmentIds: string[] | null;
};

/** The one way a message leaves the server: a deleted one as its place only. */
export function toMessage(row: MessageRow): Message {
  const place = {
    id: row.id,
    seq: row.seq,
    authorId: row.authorId,
    rev: row.rev,
    createdAt: toIso(row.createdAt),
  };
  if (row.deletedAt !== null) return { ...place, deleted: true };
  return {
    ...place,
    deleted: false,
    body: row.body,
    version: row.version,
    editedAt: row.editedAt && toIso(row.editedAt),
    ...(row.attachmentIds && { attachmentIds: row.attachmentIds }),
  };
}
