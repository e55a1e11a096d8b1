import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** An instant. Wire and code use `Date`; the millisecond is all anyone reads. */
export const instant = (name: string) => timestamp(name, { withTimezone: true });

/** A counter or a position in one: int8, read as a number. */
export const counter = (name: string) => bigint(name, { mode: 'number' });
