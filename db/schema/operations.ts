import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { counter, instant } from './columns';

/** What the database says of itself: one row, made by the first migration. */
export const meta = pgTable(
  'meta',
  {
    id: smallint('id').primaryKey().default(1),
    /** Another epoch means another history (a restored backup): clients drop what they hold. */
    epoch: uuid('epoch').notNull().defaultRandom(),
    /** The oldest release that runs on this schema; only an app older than that refuses to start. */
    minRelease: text('min_release').notNull(),
  },
  (table) => [check('meta_single_check', sql`${table.id} = 1`)],
);

/** Every admin act, written in the act's own transaction. Path: newest first. Ids only, no text of messages. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: counter('id').primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull().defaultNow(),
    /** Null: the command line on the server. */
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subjectId: uuid('subject_id'),
    details: jsonb('details').notNull().default({}),
  },
  (table) => [index('audit_log_at_idx').on(table.at)],
);

/** Counts for sign-in, sign-up and invite limits, in the shape that rate-limiter-flexible's Postgres store wants. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: bigint('points', { mode: 'number' }).notNull().default(0),
    /** Milliseconds since 1970. */
    expire: bigint('expire', { mode: 'number' }),
  },
  (table) => [index('rate_limits_expire_idx').on(table.expire)],
);

/**
 * Work that some process does now and then: whoever finds a job due takes its lease. Path: by name.
 * A holder that dies is followed by the next one when its lease ends.
 */
export const jobs = pgTable('jobs', {
  name: text('name').primaryKey(),
  dueAt: instant('due_at').notNull().defaultNow(),
  leaseUntil: instant('lease_until'),
  /** Who holds the lease, so that nobody ends another's. */
  holder: uuid('holder'),
  ranAt: instant('ran_at'),
  /** What the last run said of itself. */
  result: jsonb('result'),
});
