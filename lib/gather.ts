import 'server-only';
import { isBroken } from '@/db/client';
import { AppError } from '@/lib/errors';

type Asker<K, V> = {
  key: K;
  since: number;
  resolve: (answer: V) => void;
  reject: (error: unknown) => void;
};

/** `atOnce`: statements under way; `most`: keys in one of them; `patienceMs`: how long a key may wait for its own to begin. */
type Gathering = { atOnce?: number; most?: number; patienceMs?: number };

/**
 * Of a read for many makes one for each. What is asked in one turn of the event loop goes together, and what is asked
 * while `atOnce` are under way waits, and goes together then: in the order it came, and never with a read that began
 * before it was asked. When a read for many fails (one of them takes too long), each is read alone, so that it fails only
 * for whom it must; when the connection broke, it has failed for all. Rejects with `try_again` whoever lost patience.
 */
export function gather<K, V>(
  readMany: (keys: readonly K[]) => Promise<readonly V[]>,
  { atOnce = Number.POSITIVE_INFINITY, most = 1_000, patienceMs = Number.POSITIVE_INFINITY }: Gathering = {},
): (key: K) => Promise<V> {
  const waiting: Asker<K, V>[] = [];
  let running = 0;

  const read = async (askers: readonly Asker<K, V>[]): Promise<void> => {
    try {
      const answers = await readMany(askers.map(({ key }) => key));
      for (const [n, { resolve }] of askers.entries()) resolve(answers[n] as V);
    } catch (error) {
      if (askers.length === 1 || isBroken(error)) for (const { reject } of askers) reject(error);
      else for (const asker of askers) await read([asker]);
    }
  };
  const run = async (askers: readonly Asker<K, V>[]) => {
    running += 1;
    await read(askers);
    running -= 1;
    begin();
  };
  const begin = () => {
    while (running < atOnce && waiting.length > 0) {
      const patient = refuseLate(waiting.splice(0, most), patienceMs);
      if (patient.length > 0) void run(patient);
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, since: performance.now(), resolve, reject });
      if (waiting.length === 1) setImmediate(begin);
    });
}

function refuseLate<K, V>(askers: readonly Asker<K, V>[], patienceMs: number): Asker<K, V>[] {
  const late = performance.now() - patienceMs;
  return askers.filter(({ since, reject }) => {
    if (since <= late)
      reject(new AppError('try_again', 'Too much was asked for at once.', { retryAfter: 1 }));
    return since > late;
  });
}
