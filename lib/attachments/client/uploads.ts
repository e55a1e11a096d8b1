import type { Attachment } from '@/lib/attachments/contract';
import { cleanFileName } from '@/lib/attachments/naming';
import type { ApiError } from '@/lib/http/api';
import { uuidv7 } from '@/lib/uuid';
import { chooseFiles, type RefusedFile } from './choosing';
import { normalType } from './declared-type';
import { FILE_SCHEMA, type StoredFile } from './file-store';
import { type HeldFile, holdFile, isUploaded, letGo, lostFile, viewOf } from './held-file';
import type { LocalFile } from './local-file';
import { UploadWay, type WaySurroundings } from './upload-way';

export type Surroundings = WaySurroundings & {
  /** Tells the server that nobody will send this file. */
  forget: (attachmentId: string) => void;
  onChange: (files: Readonly<Record<string, LocalFile>>) => void;
};

/** The files somebody chose, on their way to the store: in the tray of a room, or in a message that waits for them. */
export class Uploads {
  private readonly held = new Map<string, HeldFile>();
  private readonly way: UploadWay;
  private files: Readonly<Record<string, LocalFile>> = {};
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
    this.way = new UploadWay(around, (file) => this.changed(file));
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
    for (const file of added) void this.way.keep(file, file.row).then(() => this.way.drive(file));
  }

  /** The attachments of these files once all are uploaded, in their order; else what stands in the way of one. */
  async settle(ids: readonly string[]): Promise<Attachment[] | ApiError> {
    if (ids.some((id) => !this.held.has(id))) await this.reload();
    const files = ids.map((id) => this.held.get(id));
    const outcomes = await Promise.all(
      files.map((file) => (file ? this.way.drive(file) : lostFile({ name: '' }))),
    );
    const trouble = outcomes.find((outcome) => outcome !== null);
    return trouble ?? files.flatMap((file) => file?.row.confirmed?.attachment ?? []);
  }

  /** Does nothing where one try is under way. */
  retry(id: string): void {
    const file = this.held.get(id);
    if (file) void this.way.drive(file);
  }

  /** Online again, back at the tab: what waits for another try is tried now. */
  wake(): void {
    for (const file of this.held.values()) if (file.shown.state === 'waiting') void this.way.drive(file);
  }

  /** The server knows them no more: they are uploaded again. */
  async renew(ids: readonly string[]): Promise<void> {
    const files = ids.flatMap((id) => this.held.get(id) ?? []);
    await Promise.all(files.map((file) => this.way.keep(file, { ...file.row, confirmed: null })));
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

  private changed(file: HeldFile): void {
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
