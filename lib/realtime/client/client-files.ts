import type { RefusedFile } from '@/lib/attachments/client/choosing';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import type { Uploads } from '@/lib/attachments/client/uploads';
import type { Attachment } from '@/lib/attachments/contract';
import type { DeviceDatabase } from '@/lib/device-database';
import { ApiError } from '@/lib/http/api';
import { backoffMs } from '@/lib/realtime/client/backoff';
import type { ClientStore } from '@/lib/realtime/client/store';

export type LocalFiles = Readonly<Record<string, LocalFile>>;

/** Chosen files on their way. What does the work is fetched with the first of them: most rooms are opened to read. */
export type ClientFiles = {
  /** Takes up what a former page left. */
  start(): Promise<void>;
  /** See `Uploads`. Throws `ApiError` when the code cannot be had. */
  add(roomId: string, chosen: readonly File[], held: number): Promise<RefusedFile[]>;
  retry(id: string): void;
  remove(ids: readonly string[]): void;
  /** See `Uploads`; an `ApiError` also when the code cannot be had. */
  settle(ids: readonly string[]): Promise<Attachment[] | ApiError>;
  renew(ids: readonly string[]): Promise<void>;
  release(ids: readonly string[]): void;
  reload(): void;
  wake(): void;
  pause(): void;
  stop(): void;
};

type Around = {
  userId: string;
  database: () => Promise<DeviceDatabase | null>;
  tellOthers: () => void;
};

export function createClientFiles(store: ClientStore, { userId, database, tellOthers }: Around): ClientFiles {
  let loading: Promise<Uploads> | null = null;
  let uploads: Uploads | null = null;
  const load = async (): Promise<Uploads> => {
    const { makeUploads } = await import('@/lib/attachments/client/browser-uploads');
    const onChange = (files: LocalFiles) => store.setState({ files });
    const made = makeUploads({ userId, database: await database(), onChange, tellOthers, backoffMs });
    await made.start();
    uploads = made;
    return made;
  };
  const ready = () => {
    loading ??= load().catch((error) => {
      // Offline, or a newer release has replaced the code: the next one asks again.
      loading = null;
      throw new ApiError('unreachable', 'What uploads could not be fetched.', { status: 0, cause: error });
    });
    return loading;
  };
  return {
    async start() {
      if (uploads) return uploads.start();
      if (((await (await database())?.count('files')) ?? 0) > 0) await ready();
    },
    add: async (roomId, chosen, held) => (await ready()).add(roomId, chosen, held),
    retry: (id) => uploads?.retry(id),
    remove: (ids) => void uploads?.remove(ids),
    async settle(ids) {
      try {
        return await (await ready()).settle(ids);
      } catch (error) {
        if (error instanceof ApiError) return error;
        throw error;
      }
    },
    renew: async (ids) => uploads?.renew(ids),
    release: (ids) => uploads?.release(ids),
    reload: () => void uploads?.reload(),
    wake: () => uploads?.wake(),
    pause: () => uploads?.pause(),
    stop: () => uploads?.stop(),
  };
}
