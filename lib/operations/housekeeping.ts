import 'server-only';
import { cleanUp } from '@/lib/attachments/clean-up';
import { type Job, runDue } from '@/lib/jobs/run-due';
import { log } from '@/lib/log';

/** How often a process looks whether something is due. */
const LOOK_MS = 5 * 60_000;
/** Starting is busy enough. */
const FIRST_LOOK_MS = 30_000;

const cleanUpJob: Job<{ files: number; bytes: number }> = {
  name: 'clean-up',
  every: 3_600,
  lease: 900,
  run: cleanUp,
};

/**
 * Does what is due; `now`: due or not. Answers what the clean-up took away, null when another process is at it or
 * nothing is due.
 */
export async function keepHouse(options?: {
  now: boolean;
}): Promise<{ files: number; bytes: number } | null> {
  const cleaned = await runDue(cleanUpJob, options);
  if (cleaned && cleaned.files > 0) log().info(cleaned, 'Cleaned up.');
  return cleaned;
}

/** Lets this process look now and then, as long as it runs. */
export function beginHousekeeping(): void {
  const look = () => {
    keepHouse().catch((error: unknown) => log().warn({ err: error }, 'The clean-up has to wait.'));
  };
  setTimeout(look, FIRST_LOOK_MS).unref();
  setInterval(look, LOOK_MS).unref();
}
