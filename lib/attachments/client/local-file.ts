import type { AttachmentKind } from '@/lib/attachments/policy';

/** Why a file is not there yet, in the words of the catalogue: see `useErrorText`. */
export type FileError = {
  code: string;
  params: Record<string, string | number>;
  fields: Record<string, { reason: string; limit?: number | undefined }>;
};

/** `lost`: its bytes went with the page that held them; only choosing it again helps. */
export type LocalFileState = 'preparing' | 'waiting' | 'uploading' | 'uploaded' | 'failed' | 'lost';

/**
 * A file that somebody chose, on its way to the store: in the tray of the composer, or in the bubble of a message that
 * waits for it. A new object with each change, so that screens compare by identity.
 */
export type LocalFile = {
  /** This device's own; the attachment's id comes with the upload. */
  id: string;
  roomId: string;
  /** As it will be called: a picture that is drawn anew may change its ending. */
  name: string;
  type: string;
  kind: AttachmentKind;
  /** Bytes. */
  size: number;
  /** Pixels, as shown; null where it has none, or is not looked at yet. */
  width: number | null;
  height: number | null;
  /** See `placeholderUrl`. */
  placeholder: string | null;
  /** An object URL of a small picture of it; null where there is none. */
  picture: string | null;
  state: LocalFileState;
  /** From 0 to 1: how much of it the store has. */
  progress: number;
  /** While `failed`, and while `waiting` for another try. */
  error: FileError | null;
  /** Milliseconds since 1970; when it is tried again. */
  retryAt: number | null;
  /** Whether it outlives this page. A full device keeps only what is open. */
  isKept: boolean;
};
