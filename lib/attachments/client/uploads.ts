import type { Attachment } from '@/lib/attachments/contract';
import { cleanFileName } from '@/lib/attachments/naming';
import { ApiError } from '@/lib/http/api';
import { uuidv7 } from '@/lib/uuid';
import { chooseFiles, type RefusedFile } from './choosing';
import { normalType } from './declared-type';
import { FILE_SCHEMA, type FileStore, type StoredFile } from './file-store';
import {
  errorOf,
  type HeldFile,
  holdFile,
  isPassing,
  isUploaded,
  letGo,
  lostFile,
  type Progress,
  pictureOf,
  viewOf,
} from './held-file';
import type { LocalFile } from './local-file';
import { Slots } from './slots';
import { type FileAtHand, type UploadApi, uploadFile } from './upload-file';

const UPLOADS_AT_ONCE = 3;
/** Of a file's length: what moves less is not drawn anew. */
const STEP = 0.01;

export type Surroundings = {
  store: FileStore;
  api: UploadApi;
  /** Throws the signal's reason when it aborts. */
  prepare: (file: FileAtHand, signal: AbortSignal) => Promise<FileAtHand>;
  /** Tells the server that nobody will send this file. */
  forget: (attachmentId: string) => void;
  /** Runs `work` while no other tab uploads this file. */
  alone: (fileId: string, work: () => Promise<void>) => Promise<void>;
  onChange: (files: Readonly<Record<string, LocalFile>>) => void;
  /** Other tabs show what this one has. */
  tellOthers: () => void;
  backoffMs: (failures: number) => number;
};

/** The files somebody chose, on their way to the store: kept on the device, three at a time, tried again by themselves. */
export class Uploads {
  private readonly held = new Map<string, HeldFile>();
  private readonly slots = new Slots(UPLOADS_AT_ONCE);
  private files: Readonly<Record<string, LocalFile>> = {};
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** Takes up what a former page left. */
  async start(): Promise<void> {
    await this.reload();
    this.wake();
  }

  /** Another tab has chosen, finished or taken away something; or this one has. */
  async reload(): Promise<void> {
    const rows = await this.around.store.list();
    const ids = new Set(rows.map(({ id }) => id));
    for (const file of this.held.values()) if (file.isKept && !ids.has(file.row.id)) this.drop(file);
    for (const row of rows) this.meet(row);
    this.publish();
  }

  private meet(row: StoredFile): void {
    const known = this.held.get(row.id);
    if (!known) this.held.set(row.id, holdFile(row, row.file !== null));
    else if (known.run === null && known.isKept && isUploaded(row) && !isUploaded(known.row)) {
      letGo(known);
      this.held.set(row.id, holdFile(row, true));
    }
  }

  /**
   * Files as they were chosen, to be sent in this room beside `held` others; shown at once, in their order behind those
   * chosen before. Answers those that cannot be sent at all.
   */
  add(roomId: string, chosen: readonly File[], held: number): RefusedFile[] {
    const { taken, refused } = chooseFiles(chosen, held);
    this.take(roomId, taken);
    return refused;
  }

  private take(roomId: string, chosen: readonly File[]): void {
    const last = Math.max(0, ...[...this.held.values()].map(({ row }) => row.place));
    const added = chosen.map((file, index) => holdFile(rowOf(file, roomId, last + 1 + index), false));
    for (const file of added) this.held.set(file.row.id, file);
    this.publish();
    for (const file of added) void this.keep(file, file.row).then(() => this.drive(file));
  }

  /** The attachments of these files once all are uploaded, in their order; else what stands in the way of one. */
  async settle(ids: readonly string[]): Promise<Attachment[] | ApiError> {
    if (ids.some((id) => !this.held.has(id))) await this.reload();
    const files = ids.map((id) => this.held.get(id));
    const outcomes = await Promise.all(
      files.map((file) => (file ? this.drive(file) : lostFile({ name: '' }))),
    );
    const trouble = outcomes.find((outcome) => outcome !== null);
    return trouble ?? files.flatMap((file) => file?.row.confirmed?.attachment ?? []);
  }

  /** Does nothing where one try is under way. */
  retry(id: string): void {
    const file = this.held.get(id);
    if (file) void this.drive(file);
  }

  /** Online again, back at the tab: what waits for another try is tried now. */
  wake(): void {
    for (const file of this.held.values()) if (file.shown.state === 'waiting') void this.drive(file);
  }

  /** The server knows them no more: they are uploaded again. */
  async renew(ids: readonly string[]): Promise<void> {
    const files = ids.flatMap((id) => this.held.get(id) ?? []);
    await Promise.all(files.map((file) => this.keep(file, { ...file.row, confirmed: null })));
  }

  /** Takes files away, wherever they are on their way. */
  async remove(ids: readonly string[]): Promise<void> {
    const files = ids.flatMap((id) => this.held.get(id) ?? []);
    this.release(ids);
    for (const { row, begun } of files) {
      const uploaded = row.confirmed?.attachment.id ?? begun?.upload.id;
      if (uploaded !== undefined) this.around.forget(uploaded);
    }
    await this.around.store.remove(ids);
    this.around.tellOthers();
  }

  /** Their message is sent: this tab holds them no longer. */
  release(ids: readonly string[]): void {
    for (const file of ids.flatMap((id) => this.held.get(id) ?? [])) this.drop(file);
    this.publish();
  }

  /** The session is over: nothing is tried again until `wake`. */
  pause(): void {
    for (const { timer } of this.held.values()) clearTimeout(timer);
  }

  /** Ends all that is under way; on sign-out. */
  stop(): void {
    this.release([...this.held.keys()]);
  }

  private drop(file: HeldFile): void {
    letGo(file);
    this.held.delete(file.row.id);
  }

  /** One try at a time; answers what went wrong, null for nothing. */
  private drive(file: HeldFile): Promise<ApiError | null> {
    clearTimeout(file.timer);
    file.run ??= this.attempt(file).finally(() => {
      file.run = null;
    });
    return file.run;
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

  /** As far as the device has room: without its bytes a row still knows what has to be chosen again. */
  private async keep(file: HeldFile, row: StoredFile): Promise<void> {
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

  private failed(file: HeldFile, error: unknown): ApiError {
    const { signal } = file.gone;
    if (signal.aborted) return new ApiError('not_found', 'The file was taken away.', { status: 404 });
    const refusal =
      error instanceof ApiError
        ? error
        : new ApiError('internal', String(error), { status: 422, cause: error });
    if (refusal !== error) reportError(error);
    if (!isPassing(refusal)) {
      file.begun = null;
      this.show(file, { state: 'failed', progress: 0, error: errorOf(refusal) });
      return refusal;
    }
    const { retryAfter } = refusal;
    const wait = retryAfter === undefined ? this.around.backoffMs(file.failures) : retryAfter * 1_000;
    file.failures += 1;
    file.timer = setTimeout(() => void this.drive(file), wait);
    this.show(file, { state: 'waiting', progress: 0, error: errorOf(refusal), retryAt: Date.now() + wait });
    return refusal;
  }

  private show(file: HeldFile, change: Partial<Progress>): void {
    if (file.gone.signal.aborted) return;
    file.shown = { ...file.shown, ...change };
    this.files = { ...this.files, [file.row.id]: viewOf(file) };
    this.around.onChange(this.files);
  }

  private publish(): void {
    this.files = Object.fromEntries([...this.held].map(([id, file]) => [id, viewOf(file)]));
    this.around.onChange(this.files);
  }
}

function rowOf(file: File, roomId: string, place: number): StoredFile {
  const { size } = file;
  const type = normalType(file.type);
  const unknown = { width: null, height: null, placeholder: null, thumbnail: null, confirmed: null };
  return {
    ...{ schema: FILE_SCHEMA, id: uuidv7(), roomId, place, name: cleanFileName(file.name), type, size, file },
    ...{ isPrepared: false, ...unknown },
  };
}

function atHand(row: StoredFile): FileAtHand {
  const { file } = row;
  if (file === null) throw lostFile(row);
  return { ...row, file };
}
