import { z } from 'zod';
import { attachmentAnswer, type startUploadInput, uploadAnswer } from '@/lib/attachments/contract';
import type { DeviceDatabase } from '@/lib/device-database';
import { ApiError, call } from '@/lib/http/api';
import { filesInDatabase, filesInMemory } from './file-store';
import { pictureWorker } from './pictures/picture-worker';
import { prepareFile } from './prepare-file';
import { putBytes } from './put-bytes';
import type { FileAtHand, UploadApi } from './upload-file';
import { type Surroundings, Uploads } from './uploads';

type Given = Pick<Surroundings, 'onChange' | 'tellOthers' | 'backoffMs'> & {
  userId: string;
  /** Null where the browser has none to give. */
  database: DeviceDatabase | null;
};

/** The uploads of one person in this tab, tied to the API, the store, the device and a worker for pictures. */
export function makeUploads({ userId, database, ...given }: Given): Uploads {
  const preparePicture = pictureWorker();
  return new Uploads({
    ...given,
    store: database ? filesInDatabase(database) : filesInMemory(),
    api: httpUploads,
    prepare: (file, signal) => prepareFile(file, preparePicture, signal),
    forget: (attachmentId) => void forget(attachmentId),
    alone: (fileId, work) => alone(`parlance:upload:${userId}:${fileId}`, work),
  });
}

const pathOf = (attachmentId: string) => `/api/attachments/${attachmentId}` as const;

const httpUploads: UploadApi = {
  async begin(file, signal) {
    const { upload } = await call('POST', '/api/attachments', {
      body: announcementOf(file),
      answer: uploadAnswer,
      signal,
    });
    return upload;
  },
  put: putBytes,
  async confirm(id, signal) {
    return (await call('PUT', pathOf(id), { answer: attachmentAnswer, signal })).attachment;
  },
};

function announcementOf(file: FileAtHand): z.input<typeof startUploadInput> {
  const { roomId, name, type, width, height, placeholder, thumbnail } = file;
  return {
    ...{ roomId, name, type, size: file.file.size },
    ...(width !== null && height !== null && { width, height }),
    ...(placeholder !== null && { placeholder }),
    ...(thumbnail && { thumbnail: { type: thumbnail.type as 'image/webp', size: thumbnail.size } }),
  };
}

/** Gives its room back at once; where that fails the clean-up does it within a day. */
async function forget(attachmentId: string): Promise<void> {
  try {
    await call('DELETE', pathOf(attachmentId), { answer: z.unknown(), keepalive: true });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** Without a secure context there are no locks; a file uploaded twice is then given up once by the clean-up. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks) await locks.request(name, work);
  else await work();
}
