import 'server-only';
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { db } from '@/db/client';

/** Something that some process does now and then. Times in seconds. */
export type Job<R> = {
  name: string;
  /** From the end of one run to the next. */
  every: number;
  /** Longer than a run takes; a process that dies in the middle is followed by another one after it. */
  lease: number;
  /** May run twice at once all the same, when a run outlasts its lease. Its answer is kept for people to look at. */
  run: () => Promise<R>;
};

/** After a run that failed, in seconds. */
const AGAIN = 60;

/**
 * Runs a job if it is due and nobody else runs it; null otherwise. `now`: due or not. What `run` throws is thrown, after
 * the lease is given back.
 */
export async function runDue<R>(job: Job<R>, { now = false } = {}): Promise<R | null> {
  const holder = randomUUID();
  if (!(await takeLease(job, holder, now))) return null;
  try {
    const result = await job.run();
    await giveBack({ name: job.name, holder, next: job.every, result });
    return result;
  } catch (error) {
    await giveBack({ name: job.name, holder, next: AGAIN });
    throw error;
  }
}

async function takeLease({ name, lease }: Job<unknown>, holder: string, now: boolean): Promise<boolean> {
  const { rows } = await db().execute(sql`
    insert into jobs (name, lease_until, holder)
    values (${name}, clock_timestamp() + make_interval(secs => ${lease}), ${holder})
    on conflict (name) do update set lease_until = excluded.lease_until, holder = excluded.holder
    where coalesce(jobs.lease_until, '-infinity') < clock_timestamp()
      ${now ? sql`` : sql`and jobs.due_at <= clock_timestamp()`}
    returning name`);
  return rows.length > 0;
}

/** Whoever outlived their lease finds another holder, and changes nothing. */
async function giveBack(run: {
  name: string;
  holder: string;
  next: number;
  result?: unknown;
}): Promise<void> {
  const { name, holder, next, result } = run;
  await db().execute(sql`
    update jobs set lease_until = null, holder = null, due_at = clock_timestamp() + make_interval(secs => ${next})
      ${result === undefined ? sql`` : sql`, ran_at = clock_timestamp(), result = ${JSON.stringify(result)}::jsonb`}
    where name = ${name} and holder = ${holder}`);
}
