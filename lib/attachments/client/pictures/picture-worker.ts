import { type PreparedPicture, preparePicture } from './prepare-picture';
import type { PictureType } from './strip-metadata';
import type { Job, JobDone } from './worker';

/** A decoded picture is large: what holds them is let go when nothing has been asked of it for so long. */
const IDLE_MS = 20_000;

/** Throws the signal's reason when it aborts. */
export type PicturePreparer = (
  original: Blob,
  type: PictureType,
  signal: AbortSignal,
) => Promise<PreparedPicture | null>;

/**
 * `preparePicture` beside the page's own thread, one picture at a time. Where no worker can be had (its script could not
 * be fetched, the browser has none that draws) the page does it itself.
 */
export function pictureWorker(): PicturePreparer {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    worker?.terminate();
    worker = null;
  };
  const prepare = async (job: Job, signal: AbortSignal): Promise<PreparedPicture | null> => {
    signal.throwIfAborted();
    clearTimeout(idle);
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    // Decoding cannot be told to stop: with the worker goes what it does.
    signal.addEventListener('abort', end);
    const done = await ask(worker, job, signal);
    signal.removeEventListener('abort', end);
    signal.throwIfAborted();
    if (done && 'picture' in done) {
      idle = setTimeout(end, IDLE_MS);
      return done.picture;
    }
    end();
    return preparePicture(job.original, job.type);
  };
  return (original, type, signal) => {
    const mine = last.then(() => prepare({ original, type }, signal));
    // Whoever waits for its turn does not care how the one before ended.
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Null: the worker is none, or was ended. */
function ask(worker: Worker, job: Job, signal: AbortSignal): Promise<JobDone | null> {
  return new Promise((resolve) => {
    const fail = () => resolve(null);
    worker.onmessage = ({ data }: MessageEvent<JobDone>) => resolve(data);
    worker.onerror = fail;
    signal.addEventListener('abort', fail, { once: true });
    worker.postMessage(job);
  });
}
