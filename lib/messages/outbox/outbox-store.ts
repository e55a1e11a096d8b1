import { type DeviceDatabase, deleteDeviceDatabase } from '@/lib/device-database';
import { type OutboxEntry, outboxEntry } from '@/lib/messages/outbox/pending';

/** Where messages lie until the server has them. Positions come from the store: one order for all tabs. */
export type OutboxStore = {
  list(): Promise<OutboxEntry[]>;
  /** Answers its position. */
  add(entry: Omit<OutboxEntry, 'position'>): Promise<number>;
  put(entry: OutboxEntry): Promise<void>;
  /** With the files that go with it. */
  remove(entry: Pick<OutboxEntry, 'position' | 'fileIds'>): Promise<void>;
  /** Deletes the person's whole database: on sign-out. */
  destroy(): Promise<void>;
};

export function outboxInDatabase(database: DeviceDatabase, userId: string): OutboxStore {
  return {
    async list() {
      const rows: unknown[] = await database.getAll('outbox');
      // One of a later schema stays where it is, for the version that can read it.
      return rows.flatMap((row) => {
        const parsed = outboxEntry.safeParse(row);
        return parsed.success ? [parsed.data] : [];
      });
    },
    add: (entry) => database.add('outbox', entry),
    async put(entry) {
      await database.put('outbox', entry);
    },
    async remove({ position, fileIds }) {
      // Together: a file whose message is gone would be back in the room's composer.
      const change = database.transaction(['outbox', 'files'], 'readwrite');
      const files = fileIds.map((id) => change.objectStore('files').delete(id));
      await Promise.all([change.objectStore('outbox').delete(position), ...files, change.done]);
    },
    destroy: () => deleteDeviceDatabase(database, userId),
  };
}

/** Where the browser has no database to give: messages then live as long as the page, and sending works as ever. */
export function outboxInMemory(): OutboxStore {
  const rows = new Map<number, OutboxEntry>();
  let last = 0;
  return {
    list: async () => [...rows.values()],
    async add(entry) {
      last += 1;
      rows.set(last, { ...entry, position: last });
      return last;
    },
    async put(entry) {
      rows.set(entry.position, entry);
    },
    async remove({ position }) {
      rows.delete(position);
    },
    async destroy() {
      rows.clear();
    },
  };
}
