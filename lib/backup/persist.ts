import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@/lib/errors';

const ATTEMPTS = 4;
/** The first one; each further one is four times as long. Our own store is back within the second after it ended. */
const PAUSE_MS = 250;

const broken = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Does `work`, whatever of a network breaks off in it, up to four times: one of many thousand objects shall not end all. */
export async function persist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      // What breaks then breaks by our own hand.
      signal.throwIfAborted();
      if (attempt === ATTEMPTS || !isPassing(error)) throw error;
    }
    await sleep(PAUSE_MS * 4 ** (attempt - 1), undefined, { signal });
  }
}

function isPassing(error: unknown): boolean {
  if (isAppError(error)) return error.code === 'try_again';
  return error instanceof Error && 'code' in error && broken.has(String(error.code));
}
