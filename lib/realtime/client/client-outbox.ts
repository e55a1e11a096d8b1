import type { Attachment } from '@/lib/attachments/contract';
import type { DeviceDatabase } from '@/lib/device-database';
import { ApiError, call } from '@/lib/http/api';
import { messageAnswer } from '@/lib/messages/contract';
import { Outbox } from '@/lib/messages/outbox/outbox';
import { outboxInDatabase, outboxInMemory } from '@/lib/messages/outbox/outbox-store';
import type { OutboxEntry } from '@/lib/messages/outbox/pending';
import { backoffMs } from '@/lib/realtime/client/backoff';
import type { ClientFiles } from '@/lib/realtime/client/client-files';
import { messagePath } from '@/lib/realtime/client/reads';
import { type ClientStore, dispatch, refusalIn } from '@/lib/realtime/client/store';
import type { TabMessage } from '@/lib/realtime/client/tabs';

type Around = {
  database: () => Promise<DeviceDatabase | null>;
  files: ClientFiles;
  onSignedOut: () => void;
  tell: (message: TabMessage) => void;
};

/** The outbox of one person on this device, tied to the API, the held state and the other tabs. */
export function createClientOutbox(store: ClientStore, userId: string, around: Around): Outbox {
  return new Outbox({
    openStore: async () => {
      const database = await around.database();
      return database ? outboxInDatabase(database, userId) : outboxInMemory();
    },
    alone: (roomId, work) => alone(`parlance:outbox:${userId}:${roomId}`, work),
    bringFiles: async ({ fileIds }) => refusalOf(await around.files.settle(fileIds)),
    deliver: (entry) => deliver(store, entry, around.files),
    onFilesOver: (fileIds, how) =>
      how === 'sent' ? around.files.release(fileIds) : around.files.remove(fileIds),
    onChange: (outbox) => store.setState({ outbox }),
    onSignedOut: around.onSignedOut,
    tellOthers: () => around.tell({ kind: 'outbox' }),
    backoffMs,
  });
}

/** Without a secure context there are no locks; a message sent twice is then still stored once. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks) await locks.request(name, work);
  else await work();
}

/** Files that waited for longer than the server keeps what nobody sends are uploaded once more. */
async function deliver(store: ClientStore, entry: OutboxEntry, files: ClientFiles): Promise<ApiError | null> {
  const refusal = await put(store, entry, await files.settle(entry.fileIds));
  if (refusal?.fields['attachmentIds']?.reason !== 'unknown_attachment') return refusal;
  await files.renew(entry.fileIds);
  return put(store, entry, await files.settle(entry.fileIds));
}

async function put(
  store: ClientStore,
  { roomId, id, body }: OutboxEntry,
  attached: Attachment[] | ApiError,
): Promise<ApiError | null> {
  if (attached instanceof ApiError) return attached;
  const attachmentIds = attached.map((file) => file.id);
  const input = { body, ...(attachmentIds.length > 0 && { attachmentIds }) };
  try {
    const answer = await call('PUT', messagePath(roomId, id), { body: input, answer: messageAnswer });
    const cards = Object.fromEntries(attached.map((file) => [file.id, file]));
    // Whoever sends a file knows its card; frames name ids only.
    dispatch(store, { type: 'files', roomId, files: cards, asked: [] });
    dispatch(store, { type: 'answered', roomId, ...answer });
    return null;
  } catch (error) {
    return refusalIn(error);
  }
}

function refusalOf(outcome: unknown): ApiError | null {
  return outcome instanceof ApiError ? outcome : null;
}
