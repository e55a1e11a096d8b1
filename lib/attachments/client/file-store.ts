import { z } from 'zod';
import { attachment } from '@/lib/attachments/contract';
import type { DeviceDatabase } from '@/lib/device-database';

/** Raised when an older version could not read a row; one this version cannot read stays untouched. */
export const FILE_SCHEMA = 1;

const bytes = z.instanceof(Blob);
const pixels = z.number().nullable();

/** A chosen file as it lies on the device until its message is sent. */
export const storedFile = z.object({
  schema: z.literal(FILE_SCHEMA),
  id: z.string(),
  roomId: z.string(),
  /** Orders the files of a room as they were chosen. */
  place: z.number(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  /** As chosen, or as it is going to be sent; null: the device had no room for it. */
  file: bytes.nullable(),
  /** What can be done for it before it is sent has been done. */
  isPrepared: z.boolean(),
  width: pixels,
  height: pixels,
  placeholder: z.string().nullable(),
  thumbnail: bytes.nullable(),
  /** What the server says of it, once it has it all; and since when, in milliseconds since 1970. */
  confirmed: z.object({ attachment, at: z.number() }).nullable(),
});
export type StoredFile = z.infer<typeof storedFile>;

/** Where chosen files lie: in the database of the device, or in the memory of this page. */
export type FileStore = {
  list(): Promise<StoredFile[]>;
  find(id: string): Promise<StoredFile | null>;
  /** Throws when the device is full. */
  put(row: StoredFile): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
};

export function filesInDatabase(database: DeviceDatabase): FileStore {
  return {
    async list() {
      return (await database.getAll('files')).flatMap(read).toSorted((a, b) => a.place - b.place);
    },
    find: async (id) => read(await database.get('files', id))[0] ?? null,
    async put(row) {
      await database.put('files', row);
    },
    async remove(ids) {
      const change = database.transaction('files', 'readwrite');
      await Promise.all([...ids.map((id) => change.store.delete(id)), change.done]);
    },
  };
}

function read(row: unknown): StoredFile[] {
  const parsed = storedFile.safeParse(row);
  return parsed.success ? [parsed.data] : [];
}

export function filesInMemory(): FileStore {
  const rows = new Map<string, StoredFile>();
  return {
    list: async () => [...rows.values()],
    find: async (id) => rows.get(id) ?? null,
    async put(row) {
      rows.set(row.id, row);
    },
    async remove(ids) {
      for (const id of ids) rows.delete(id);
    },
  };
}
