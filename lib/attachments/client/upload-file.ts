import type { Attachment, Upload } from '@/lib/attachments/contract';
import { UPLOAD_SECONDS } from '@/lib/attachments/contract';
import { ApiError } from '@/lib/http/api';
import type { StoredFile } from './file-store';
import type { PutStatus, PutTarget } from './put-bytes';
import { storeAway, troubleOf } from './store-trouble';

/** A file with its bytes here. */
export type FileAtHand = StoredFile & { file: Blob };

/** The server and the store, as an upload speaks to them. Each throws `ApiError`, or the signal's reason. */
export type UploadApi = {
  begin(file: FileAtHand, signal: AbortSignal): Promise<Upload>;
  put(
    target: PutTarget,
    body: Blob,
    watching: { signal: AbortSignal; onProgress: (share: number) => void },
  ): Promise<PutStatus>;
  confirm(id: string, signal: AbortSignal): Promise<Attachment>;
};

/** An upload that was begun: after a lost connection it goes on where it was, while its address is good. */
export type Begun = { upload: Upload; at: number };

type Uploading = {
  api: UploadApi;
  signal: AbortSignal;
  onProgress: (share: number) => void;
  begun: Begun | null;
  onBegun: (begun: Begun) => void;
};

/** The last seconds are not begun with: the signature is looked at when the request arrives. */
const GOOD_MS = (UPLOAD_SECONDS - 15) * 1_000;

/**
 * The way of one file to where a message can name it. An address that ran out meanwhile is silently asked for once more.
 * Throws `ApiError`: what the server or the store said.
 */
export async function uploadFile(file: FileAtHand, uploading: Uploading): Promise<Attachment> {
  const { begun } = uploading;
  const isGood = begun !== null && Date.now() - begun.at < GOOD_MS;
  const first = await attempt(file, uploading, isGood ? begun.upload : await begin(file, uploading));
  if (first !== 'again') return first;
  const second = await attempt(file, uploading, await begin(file, uploading));
  if (second !== 'again') return second;
  throw new ApiError('conflict', 'What was uploaded is not there.', {
    status: 409,
    params: { reason: 'not_uploaded' },
  });
}

async function begin(file: FileAtHand, { api, signal, onBegun }: Uploading): Promise<Upload> {
  const at = Date.now();
  const upload = await api.begin(file, signal);
  onBegun({ upload, at });
  return upload;
}

/** `again`: this address leads nowhere any more, another one may. */
async function attempt(
  file: FileAtHand,
  uploading: Uploading,
  upload: Upload,
): Promise<Attachment | 'again'> {
  const { thumbnail } = upload;
  const quiet = { ...uploading, onProgress: () => undefined };
  const picture = thumbnail && file.thumbnail ? await put(thumbnail, file.thumbnail, quiet) : 'stored';
  const outcome = picture === 'stored' ? await put(upload, file.file, uploading) : picture;
  if (outcome === 'again') return 'again';
  try {
    return await uploading.api.confirm(upload.id, uploading.signal);
  } catch (error) {
    // Of those who were not answered the server has heard why, as far as anybody can know.
    if (reasonOf(error) === 'not_uploaded' && outcome === 'unanswered') throw storeAway();
    if (isGone(error)) return 'again';
    throw error;
  }
}

/**
 * `unanswered`: the network is cut, the store is away, or it does not let this page speak to it (CORS): to a page it is
 * all the same. It may also have taken all of it.
 */
async function put(
  target: PutTarget,
  body: Blob,
  { api, signal, onProgress }: Uploading,
): Promise<'stored' | 'again' | 'unanswered'> {
  const status = await api.put(target, body, { signal, onProgress });
  if (status === null) return 'unanswered';
  // What is there already are these bytes: an answer was lost, and nobody else has the address.
  if ((status >= 200 && status < 300) || status === 412) return 'stored';
  if (status === 403 || status === 409) return 'again';
  throw troubleOf(status);
}

/** Given up by the clean-up meanwhile, or not there although the store had said so. */
function isGone(error: unknown): boolean {
  return reasonOf(error) === 'not_uploaded' || (error instanceof ApiError && error.code === 'not_found');
}

function reasonOf(error: unknown): unknown {
  return error instanceof ApiError ? error.params['reason'] : undefined;
}
