import { ApiError } from '@/lib/http/api';
import type { FileStore, StoredFile } from './file-store';
import {
  errorOf,
  type HeldFile,
  isPassing,
  isUploaded,
  lostFile,
  type Progress,
  pictureOf,
} from './held-file';
import { Slots } from './slots';
import { type FileAtHand, type UploadApi, uploadFile } from './upload-file';

const UPLOADS_AT_ONCE = 3;
/** Of a file's length: what moves less is not drawn anew. */
const STEP = 0.01;

export type WaySurroundings = {
  store: FileStore;
  api: UploadApi;
  /** Throws the signal's reason when it aborts. */
  prepare: (file: FileAtHand, signal: AbortSignal) => Promise<FileAtHand>;
  /** Runs `work` while no other tab uploads this file. */
  alone: (fileId: string, work: () => Promise<void>) => Promise<void>;
  /** Other tabs show what this one has. */
  tellOthers: () => void;
  backoffMs: (failures: number) => number;
};

/** The way of one file after the other: kept on the device, prepared, uploaded, and tried again by itself. */
export class UploadWay {
  private readonly slots = new Slots(UPLOADS_AT_ONCE);
  private readonly around: WaySurroundings;
  private readonly onProgress: (file: HeldFile) => void;

  constructor(around: WaySurroundings, onProgress: (file: HeldFile) => void) {
    this.around = around;
    this.onProgress = onProgress;
  }

  /** One try at a time; answers what went wrong, null for nothing. */
  drive(file: HeldFile): Promise<ApiError | null> {
    clearTimeout(file.timer);
    file.run ??= this.attempt(file).finally(() => {
      file.run = null;
    });
    return file.run;
  }

  /** As far as the device has room: without its bytes a row still knows what has to be chosen again. */
  async keep(file: HeldFile, row: StoredFile): Promise<void> {
    const { store } = this.around;
    file.row = row;
    try {
      await store.put(row);
      file.isKept = true;
    } catch {
      file.isKept = false;
      // When not even that fits, the next page knows nothing of the file.
      await store.put({ ...row, file: null, thumbnail: null }).catch(() => undefined);
    }
    // Taken away meanwhile: what was just written would come back with the next page.
    if (file.gone.signal.aborted) await store.remove([row.id]);
    this.show(file, {});
  }

  private async attempt(file: HeldFile): Promise<ApiError | null> {
    if (isUploaded(file.row)) return null;
    if (file.row.file === null) return lostFile(file.row);
    this.show(file, { state: 'waiting', progress: 0, error: null, retryAt: null });
    try {
      await this.around.alone(file.row.id, () => this.advance(file));
      file.failures = 0;
      return null;
    } catch (error) {
      return this.failed(file, error);
    }
  }

  private async advance(file: HeldFile): Promise<void> {
    const { signal } = file.gone;
    signal.throwIfAborted();
    // While we waited another tab may have done it.
    const kept = file.isKept ? await this.around.store.find(file.row.id) : file.row;
    signal.throwIfAborted();
    if (kept && isUploaded(kept)) file.row = kept;
    else {
      if (!file.row.isPrepared) await this.prepare(file);
      await this.slots.run(signal, () => this.upload(file));
    }
    this.show(file, { state: 'uploaded', progress: 1 });
  }

  private async prepare(file: HeldFile): Promise<void> {
    this.show(file, { state: 'preparing' });
    await this.keep(file, await this.around.prepare(atHand(file.row), file.gone.signal));
    file.picture ??= pictureOf(file.row);
    this.show(file, { state: 'waiting' });
  }

  private async upload(file: HeldFile): Promise<void> {
    this.show(file, { state: 'uploading' });
    const attachment = await uploadFile(atHand(file.row), {
      api: this.around.api,
      signal: file.gone.signal,
      onProgress: (share) => {
        if (share - file.shown.progress >= STEP) this.show(file, { progress: share });
      },
      begun: file.begun,
      onBegun: (begun) => {
        file.begun = begun;
      },
    });
    file.begun = null;
    await this.keep(file, { ...file.row, confirmed: { attachment, at: Date.now() } });
    this.around.tellOthers();
  }

  private failed(file: HeldFile, error: unknown): ApiError {
    const { signal } = file.gone;
    if (signal.aborted) return new ApiError('not_found', 'The file was taken away.', { status: 404 });
    const refusal = asRefusal(error);
    if (!isPassing(refusal)) {
      file.begun = null;
      this.show(file, { state: 'failed', progress: 0, error: errorOf(refusal) });
      return refusal;
    }
    this.show(file, {
      state: 'waiting',
      progress: 0,
      error: errorOf(refusal),
      retryAt: this.tryLater(file, refusal),
    });
    return refusal;
  }

  /** Answers when; null: not before somebody is signed in again. */
  private tryLater(file: HeldFile, { code, retryAfter }: ApiError): number | null {
    if (code === 'not_signed_in') return null;
    const wait = retryAfter === undefined ? this.around.backoffMs(file.failures) : retryAfter * 1_000;
    file.failures += 1;
    file.timer = setTimeout(() => void this.drive(file), wait);
    return Date.now() + wait;
  }

  private show(file: HeldFile, change: Partial<Progress>): void {
    if (file.gone.signal.aborted) return;
    file.shown = { ...file.shown, ...change };
    this.onProgress(file);
  }
}

/** A mistake of ours is told where mistakes are, and does not try itself again. */
function asRefusal(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  reportError(error);
  return new ApiError('internal', String(error), { status: 422, cause: error });
}

function atHand(row: StoredFile): FileAtHand {
  const { file } = row;
  if (file === null) throw lostFile(row);
  return { ...row, file };
}
