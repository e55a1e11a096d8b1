import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';

/** Rows as their nouns keep them; whoever reads them parses them. */
interface Tables extends DBSchema {
  outbox: { key: number; value: Record<string, unknown> };
  files: { key: string; value: Record<string, unknown> };
}
export type DeviceDatabase = IDBPDatabase<Tables>;

/** The name carries the person's id: what one wrote is never sent by the next one on this device. */
const nameOf = (userId: string) => `parlance:${userId}`;

/**
 * What a person keeps on this device until the server has it. Rejects where the browser has no database to give (private
 * mode). Version 2 brought the files.
 */
export function openDeviceDatabase(userId: string): Promise<DeviceDatabase> {
  return openDB<Tables>(nameOf(userId), 2, {
    upgrade(database, from) {
      if (from < 1) database.createObjectStore('outbox', { keyPath: 'position', autoIncrement: true });
      if (from < 2) database.createObjectStore('files', { keyPath: 'id' });
    },
    // Another tab signs out, or has a newer version: a connection left open would stand in its way.
    blocking(_from, _to, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

/** Deletes the person's whole database: on sign-out. */
export async function deleteDeviceDatabase(database: DeviceDatabase, userId: string): Promise<void> {
  await Promise.all([database.clear('outbox'), database.clear('files')]);
  database.close();
  // A frozen tab may keep its connection for hours; what it keeps is empty, and the rest goes when it wakes.
  await new Promise<void>((resolve, reject) => {
    deleteDB(nameOf(userId), { blocked: () => resolve() }).then(resolve, reject);
  });
}
