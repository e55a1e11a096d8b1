import { preparePicture } from './prepare-picture';
import type { PictureType } from './strip-metadata';

/** What the page asks of the worker, one at a time, and what it hears. */
export type Job = { original: Blob; type: PictureType };
export type JobDone = { picture: Awaited<ReturnType<typeof preparePicture>> } | { failed: string };

self.addEventListener('message', ({ data }: MessageEvent<Job>) => void work(data));

async function work({ original, type }: Job): Promise<void> {
  try {
    tell({ picture: await preparePicture(original, type) });
  } catch (error) {
    tell({ failed: String(error) });
  }
}

function tell(done: JobDone): void {
  self.postMessage(done);
}
