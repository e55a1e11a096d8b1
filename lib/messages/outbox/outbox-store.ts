import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { type OutboxEntry, outboxEntry } from '@/lib/messages/outbox/pending';

/** Where messages lie until the server has them. Positions come from the store: one order for all tabs. */
export type OutboxStore = {
  list(): Promise<OutboxEntry[]>;
  /** Answers its position. */
  add(entry: Omit<OutboxEntry, 'position'>): Promise<number>;
  put(entry: OutboxEntry): Promise<void>;
  remove(position: number): Promise<void>;
  /** Deletes the person's whole database: on sign-out. */
  destroy(): Promise<void>;
};

interface Tables extends DBSchema {
  outbox: { key: number; value: Omit<OutboxEntry, 'position'> & { position?: number } };
}

/** The name carries the person's id: what one wrote is never sent by the next one on this device. */
const databaseName = (userId: string) => `parlance:${userId}`;

/** In IndexedDB; in memory where the browser has none to give (private mode). */
export async function openOutboxStore(userId: string): Promise<OutboxStore> {
  try {
    return inDatabase(await open(userId), userId);
  } catch {
    // Messages then live as long as the page, and sending works as ever.
    return inMemory();
  }
}

function open(userId: string): Promise<IDBPDatabase<Tables>> {
  return openDB<Tables>(databaseName(userId), 1, {
    upgrade(database) {
      database.createObjectStore('outbox', { keyPath: 'position', autoIncrement: true });
    },
    // Another tab signs out: a connection left open would keep the database alive.
    blocking(_from, _to, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

function inDatabase(database: IDBPDatabase<Tables>, userId: string): OutboxStore {
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
    remove: (position) => database.delete('outbox', position),
    async destroy() {
      await database.clear('outbox');
      database.close();
      // A frozen tab may keep its connection for hours; what it keeps is empty, and the rest goes when it wakes.
      await new Promise<void>((resolve, reject) => {
        deleteDB(databaseName(userId), { blocked: () => resolve() }).then(resolve, reject);
      });
    },
  };
}

export function inMemory(): OutboxStore {
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
    async remove(position) {
      rows.delete(position);
    },
    async destroy() {
      rows.clear();
    },
  };
}
