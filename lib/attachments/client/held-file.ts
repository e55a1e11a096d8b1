import { kindOf } from '@/lib/attachments/policy';
import { ApiError } from '@/lib/http/api';
import type { StoredFile } from './file-store';
import type { FileError, LocalFile, LocalFileState } from './local-file';
import type { Begun } from './upload-file';

/** The server gives up a file that no message names after 24 hours; whoever sends it later uploads it again. */
const FRESH_MS = 23 * 3_600_000;

/** What changes while a file is on its way. */
export type Progress = Pick<LocalFile, 'state' | 'progress' | 'error' | 'retryAt'>;

/** A chosen file in the hands of this tab. */
export type HeldFile = {
  row: StoredFile;
  shown: Progress;
  /** Whether the device has it with its bytes. */
  isKept: boolean;
  /** See `LocalFile`. */
  picture: string | null;
  /** The try under way; null: what went wrong is nothing. */
  run: Promise<ApiError | null> | null;
  /** Aborts when it is taken away. */
  gone: AbortController;
  begun: Begun | null;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
};

export function holdFile(row: StoredFile, isKept: boolean): HeldFile {
  const shown = { state: stateOf(row), progress: isUploaded(row) ? 1 : 0, error: null, retryAt: null };
  const running = { run: null, gone: new AbortController(), begun: null, failures: 0, timer: undefined };
  return { row, shown, isKept, picture: pictureOf(row), ...running };
}

function stateOf(row: StoredFile): LocalFileState {
  if (isUploaded(row)) return 'uploaded';
  return row.file === null ? 'lost' : 'waiting';
}

export function isUploaded({ confirmed }: StoredFile): boolean {
  return confirmed !== null && Date.now() - confirmed.at < FRESH_MS;
}

/** The small one, or the picture itself where that is small; made once the bytes are what will be sent. */
export function pictureOf({ thumbnail, file, type, isPrepared }: StoredFile): string | null {
  const picture = thumbnail ?? (isPrepared && type.startsWith('image/') ? file : null);
  return picture && URL.createObjectURL(picture);
}

export function letGo({ picture, gone, timer }: HeldFile): void {
  clearTimeout(timer);
  gone.abort();
  if (picture !== null) URL.revokeObjectURL(picture);
}

export function viewOf({ row, shown, isKept, picture }: HeldFile): LocalFile {
  const { id, roomId, name, type, size, width, height, placeholder } = row;
  const file = { id, roomId, name, type, kind: kindOf(type), size, width, height, placeholder };
  return { ...file, picture, isKept, ...shown };
}

/** Whether the same again may succeed without anybody doing something. */
export function isPassing({ code, status }: ApiError): boolean {
  return code === 'unreachable' || code === 'slow_down' || code === 'not_signed_in' || status >= 500;
}

export function errorOf({ code, params, fields }: ApiError): FileError {
  return { code, params, fields };
}

/** Its bytes were in the memory of a page that is no more. */
export function lostFile({ name }: Pick<StoredFile, 'name'>): ApiError {
  const params = { reason: 'file_lost', name };
  return new ApiError('invalid', 'The bytes of a file are gone.', { status: 422, params });
}
