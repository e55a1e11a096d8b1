import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { counter, instant } from './columns';
import { users } from './users';

/**
 * A room is a log with two counters, both taken under this row's lock: `last_seq` numbers messages 1..n, `rev` counts
 * every change. Path: by id; public names in browse; fillfactor 50 (migration 0001) keeps counter updates in place.
 */
export const rooms = pgTable(
  'rooms',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind', { enum: ['public', 'private', 'direct', 'thread'] }).notNull(),
    /** Empty for direct conversations and threads: they are shown by their people and their parent. */
    name: text('name').notNull().default(''),
    topic: text('topic').notNull().default(''),
    lastSeq: counter('last_seq').notNull().default(0),
    rev: counter('rev').notNull().default(0),
    /** The rev at which name, topic, kind or archived_at last changed. */
    infoRev: counter('info_rev').notNull().default(0),
    lastMessageAt: instant('last_message_at'),
    /** A thread's parent: a message, named as every message is, by (room, id). */
    parentRoomId: uuid('parent_room_id'),
    parentMessageId: uuid('parent_message_id'),
    /** Of a direct conversation: a hash of its people, so that the same people always get the same one. */
    memberKey: text('member_key'),
    createdBy: uuid('created_by').references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    archivedAt: instant('archived_at'),
    /** A deleted room keeps its counters so that its last members can be told; its messages are gone. */
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    // Only public names are unique: a 409 must not prove that a private room exists.
    uniqueIndex('rooms_public_name_key')
      .on(sql`lower(normalize(${table.name}, NFKC))`)
      .where(sql`${table.kind} = 'public' and ${table.archivedAt} is null and ${table.deletedAt} is null`),
    uniqueIndex('rooms_member_key').on(table.memberKey).where(sql`${table.memberKey} is not null`),
    uniqueIndex('rooms_parent_key')
      .on(table.parentRoomId, table.parentMessageId)
      .where(sql`${table.parentRoomId} is not null`),
    check('rooms_kind_check', sql`${table.kind} in ('public', 'private', 'direct', 'thread')`),
    check('rooms_thread_check', sql`(${table.kind} = 'thread') = (${table.parentRoomId} is not null)`),
    check('rooms_direct_check', sql`(${table.kind} = 'direct') = (${table.memberKey} is not null)`),
  ],
);

/**
 * Who is in a room. Leaving and removal end the row and never delete it; coming back revives it.
 * Path: (room, user) with every request; by person for hello; (room, rev) for catch-up; (user, user_rev) for `me`.
 */
export const memberships = pgTable(
  'memberships',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: ['admin', 'member'] })
      .notNull()
      .default('member'),
    /** The room's rev at this row's last change that others see: begun, ended, role, their name or avatar. */
    rev: counter('rev').notNull(),
    /** The person's rev at this row's last change that only they see: read position, involvement, begun, ended. */
    userRev: counter('user_rev').notNull(),
    lastReadSeq: counter('last_read_seq').notNull().default(0),
    involvement: text('involvement', { enum: ['everything', 'mentions', 'nothing', 'hidden'] })
      .notNull()
      .default('everything'),
    mutedUntil: instant('muted_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ name: 'memberships_pkey', columns: [table.roomId, table.userId] }),
    index('memberships_room_rev_idx').on(table.roomId, table.rev),
    index('memberships_user_rev_idx').on(table.userId, table.userRev),
    check('memberships_role_check', sql`${table.role} in ('admin', 'member')`),
    check(
      'memberships_involvement_check',
      sql`${table.involvement} in ('everything', 'mentions', 'nothing', 'hidden')`,
    ),
  ],
);

/**
 * Links that let somebody in; only the token's hash is kept. Path: by hash when followed, newest first in the list.
 * `for_user_id` makes it a link for one imported person to claim their name.
 */
export const invites = pgTable(
  'invites',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tokenHash: text('token_hash').notNull(),
    role: text('role', { enum: ['admin', 'member', 'guest'] })
      .notNull()
      .default('member'),
    roomId: uuid('room_id').references(() => rooms.id),
    forUserId: uuid('for_user_id').references(() => users.id),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    maxUses: counter('max_uses').notNull(),
    uses: counter('uses').notNull().default(0),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    uniqueIndex('invites_token_key').on(table.tokenHash),
    index('invites_created_idx').on(table.createdAt),
    check('invites_uses_check', sql`${table.uses} <= ${table.maxUses}`),
  ],
);
