import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { counter, instant } from './columns';
import { rooms } from './rooms';
import { users } from './users';

export const attachmentKinds = ['image', 'video', 'audio', 'document', 'file'] as const;

/**
 * Files. A row begins with the signed upload, is confirmed once the object was looked at, and belongs to a message
 * from the send on. Bytes lie in the object store under keys made from the id. Paths: by id; a room's files by
 * (room, seq) and (room, kind, seq); what nobody attached and what was deleted by date, for the clean-up; somebody's
 * picture by person.
 */
export const attachments = pgTable(
  'attachments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Null: a picture to stand for its author; it can never be sent. */
    roomId: uuid('room_id').references(() => rooms.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    /** As cleaned at the border: safe in a header, a list and a file system. */
    name: text('name').notNull(),
    type: text('type').notNull(),
    kind: text('kind', { enum: attachmentKinds }).notNull(),
    /** Bytes. */
    size: counter('size').notNull(),
    /** Hex, as the author's device said; nothing here depends on it. */
    sha256: text('sha256'),
    /** Pixels, as they are shown. */
    width: integer('width'),
    height: integer('height'),
    /** A few bytes in base64 that stand for the picture until it is there. */
    placeholder: text('placeholder'),
    thumbnailType: text('thumbnail_type'),
    thumbnailSize: counter('thumbnail_size'),
    createdAt: instant('created_at').notNull().defaultNow(),
    confirmedAt: instant('confirmed_at'),
    /** No foreign key: the messages of a deleted room go at once, its files after the retention time. */
    messageId: uuid('message_id'),
    messageSeq: counter('message_seq'),
    position: smallint('position'),
    /** Whose picture it is just now; `users.avatar` has its path. */
    avatarOf: uuid('avatar_of').references(() => users.id),
    /** When its message was deleted: nobody reads it any more. */
    deletedAt: instant('deleted_at'),
    /** The clean-up has decided on it, for good: its objects may be gone already. */
    removedAt: instant('removed_at'),
  },
  (table) => [
    index('attachments_room_seq_idx')
      .on(table.roomId, table.messageSeq)
      .where(sql`${table.messageSeq} is not null and ${table.deletedAt} is null`),
    index('attachments_room_kind_seq_idx')
      .on(table.roomId, table.kind, table.messageSeq)
      .where(sql`${table.messageSeq} is not null and ${table.deletedAt} is null`),
    index('attachments_loose_idx')
      .on(table.createdAt)
      .where(sql`${table.messageId} is null and ${table.avatarOf} is null`),
    index('attachments_loose_author_idx')
      .on(table.authorId, table.createdAt)
      .where(sql`${table.messageId} is null and ${table.avatarOf} is null`),
    uniqueIndex('attachments_avatar_of_key').on(table.avatarOf).where(sql`${table.avatarOf} is not null`),
    index('attachments_deleted_idx').on(table.deletedAt).where(sql`${table.deletedAt} is not null`),
    check('attachments_kind_check', sql`${table.kind} in ('image', 'video', 'audio', 'document', 'file')`),
    check('attachments_size_check', sql`${table.size} > 0`),
    check(
      'attachments_place_check',
      sql`(${table.messageId} is null) = (${table.messageSeq} is null) and (${table.messageId} is null) = (${table.position} is null)`,
    ),
    check(
      'attachments_purpose_check',
      sql`case when ${table.roomId} is null then ${table.messageId} is null else ${table.avatarOf} is null end`,
    ),
    check(
      'attachments_avatar_check',
      sql`${table.avatarOf} is null or (${table.confirmedAt} is not null and ${table.removedAt} is null)`,
    ),
    check('attachments_attached_check', sql`${table.messageId} is null or ${table.confirmedAt} is not null`),
  ],
);

/** Bytes reserved and used: one row a person, and one for the workspace under the nil id. Path: by id. */
export const storageUsage = pgTable(
  'storage_usage',
  {
    ownerId: uuid('owner_id').primaryKey(),
    bytes: counter('bytes').notNull().default(0),
  },
  (table) => [check('storage_usage_bytes_check', sql`${table.bytes} >= 0`)],
);
