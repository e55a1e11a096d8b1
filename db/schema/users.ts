import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { counter, instant } from './columns';

export const roles = ['owner', 'admin', 'member', 'guest'] as const;

/**
 * People (and later bots). Path: by id; by e-mail at sign-in; by name in the directory.
 * `rev` does for one person what `rooms.rev` does for a room; `info_rev` is the rev at which the profile last changed.
 */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    /** In normal form (trimmed, lower case); null for the imported who never signed in, and for former members. */
    email: text('email'),
    passwordHash: text('password_hash'),
    role: text('role', { enum: roles }).notNull().default('member'),
    kind: text('kind', { enum: ['person', 'bot', 'former'] })
      .notNull()
      .default('person'),
    avatar: text('avatar'),
    rev: counter('rev').notNull().default(0),
    infoRev: counter('info_rev').notNull().default(0),
    deactivatedAt: instant('deactivated_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('users_email_key').on(table.email),
    index('users_name_idx').on(sql`lower(${table.name})`, table.id),
    check('users_role_check', sql`${table.role} in ('owner', 'admin', 'member', 'guest')`),
    check('users_kind_check', sql`${table.kind} in ('person', 'bot', 'former')`),
  ],
);

/** Signed-in devices. Path: by id with each request (cached for a second); by person in the list of devices. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
  },
  (table) => [index('sessions_user_idx').on(table.userId)],
);

/** Sign-in elsewhere (OAuth) that stands for a person here. Path: by provider and its id. */
export const accounts = pgTable(
  'accounts',
  {
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('accounts_provider_key').on(table.provider, table.providerAccountId),
    index('accounts_user_idx').on(table.userId),
  ],
);

/** One-hour links to a new password, used once; only the token's hash is kept. Path: by hash. */
export const passwordResets = pgTable(
  'password_resets',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('password_resets_user_idx').on(table.userId)],
);

/** The workspace: one row, made with the first account. */
export const settings = pgTable(
  'settings',
  {
    id: smallint('id').primaryKey().default(1),
    name: text('name').notNull(),
    openSignUp: boolean('open_sign_up').notNull().default(false),
    roomCreation: text('room_creation', { enum: ['members', 'admins'] })
      .notNull()
      .default('members'),
    /** Where everybody begins. No foreign key: the room may go, and then nobody begins there. */
    firstRoomId: uuid('first_room_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    check('settings_single_check', sql`${table.id} = 1`),
    check('settings_room_creation_check', sql`${table.roomCreation} in ('members', 'admins')`),
  ],
);
