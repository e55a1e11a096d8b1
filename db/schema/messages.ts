import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { counter, instant } from './columns';
import { rooms } from './rooms';
import { users } from './users';

/**
 * The log. Every key begins with the room, so that the table can be split by room. Paths: pages by (room, seq),
 * repeats and permalinks by (room, id), catch-up by (room, rev), own and deleted ones (they do not count as unread)
 * by their indexes on (room, …, seq).
 */
export const messages = pgTable(
  'messages',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    seq: counter('seq').notNull(),
    /** A UUIDv7 made by the author's device. */
    id: uuid('id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    /** Empty once deleted: the text is really gone. */
    body: text('body').notNull(),
    /** Counts edits of the text, from 1. */
    version: counter('version').notNull().default(1),
    rev: counter('rev').notNull(),
    createdAt: instant('created_at').notNull(),
    editedAt: instant('edited_at'),
    deletedAt: instant('deleted_at'),
    replyTo: uuid('reply_to'),
    /** In the order shown; null for none. On the row, so that frames and catch-up know them without a second read. */
    attachmentIds: uuid('attachment_ids').array(),
  },
  (table) => [
    primaryKey({ name: 'messages_pkey', columns: [table.roomId, table.seq] }),
    uniqueIndex('messages_room_id_key').on(table.roomId, table.id),
    index('messages_room_rev_idx').on(table.roomId, table.rev),
    index('messages_room_author_idx').on(table.roomId, table.authorId, table.seq),
    index('messages_room_deleted_idx').on(table.roomId, table.seq).where(sql`${table.deletedAt} is not null`),
    check('messages_attachments_check', sql`cardinality(${table.attachmentIds}) between 1 and 10`),
  ],
);
