import 'server-only';
import { sql } from 'drizzle-orm';
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

/** Of a row of `messages m`, as JSON that Postgres makes: a `MessageRow`. */
export const messageJson = sql`json_build_object('id', m.id, 'seq', m.seq, 'authorId', m.author_id, 'rev', m.rev,
  'body', m.body, 'version', m.version, 'createdAt', m.created_at, 'editedAt', m.edited_at,
  'deletedAt', m.deleted_at, 'attachmentIds', m.attachment_ids)`;

/**
 * The one way a message leaves the server: a deleted one as its place only. Written out, as to spread one object into
 * another costs five times what all the rest does, and a page has a hundred.
 */
export function toMessage(row: MessageRow): Message {
  const { id, seq, authorId, rev, body, version, attachmentIds } = row;
  const createdAt = toIso(row.createdAt);
  if (row.deletedAt !== null) return { id, seq, authorId, rev, createdAt, deleted: true };
  const editedAt = row.editedAt && toIso(row.editedAt);
  const place = { id, seq, authorId, rev, createdAt, deleted: false, body, version, editedAt } as const;
  if (attachmentIds) return Object.assign(place, { attachmentIds });
  return place;
}
