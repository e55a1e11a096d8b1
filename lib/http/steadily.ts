import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBroken } from '@/db/client';
import { isAppError } from '@/lib/errors';

/** Before each further try, in milliseconds: a connection that the other side closed long ago needs no pause at all. */
const PAUSES_MS = [0, 100, 300];
/** What failed later than this has used the time there is: whoever asked hears so, and asks again. */
const PATIENCE_MS = 1_000;

/**
 * Does `work` again when the connection to the database broke under it: a pooler that restarted, a database that was
 * asleep, a process that was frozen. Only for what may happen twice, reads above all: nobody knows how far it came.
 */
export async function steadily<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      // A refusal of ours is an answer, also where a store or a provider that is away stands behind it.
      if (isAppError(error) || !isBroken(error) || performance.now() - begun > PATIENCE_MS) throw error;
      await sleep(pause);
    }
  }
  return work();
}
