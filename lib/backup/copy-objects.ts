import 'server-only';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fewAtOnce } from '@/lib/storage/few-at-once';
import type { Transfer } from '@/lib/storage/transfer';
import { type CopiedObject, type Manifest, OBJECT_LIST, objectFile } from './manifest';
import type { NamedObject } from './objects';
import { writePart } from './part';
import { persist } from './persist';

/** So many that are missing, and none that is there: then it is another store that we look into. */
const NONE_AT_ALL = 1_000;

type Task = { store: Transfer; directory: string; signal: AbortSignal; onFile: () => void };

/** `absent`: the keys of those that were not in the store. */
export type CopiedObjects = Manifest['objects'] & { absent: string[] };

/** Copies objects to files below `directory`, and lists them there in the order they come in. */
export async function copyObjects(named: AsyncIterable<NamedObject>, task: Task): Promise<CopiedObjects> {
  const total = { count: 0, size: 0 };
  const absent: string[] = [];
  const lines = async function* () {
    for await (const { key, copy } of fewAtOnce(named, (object) => copyObject(object, task))) {
      if (copy) {
        total.count += 1;
        total.size += copy.bytes;
        task.onFile();
        yield `${JSON.stringify(copy)}\n`;
      } else absent.push(key);
      if (total.count === 0 && absent.length >= NONE_AT_ALL) break;
    }
    if (total.count === 0 && absent.length > 0) throw nothingThere(task.store, absent.length);
  };
  const list = await writePart(join(task.directory, OBJECT_LIST), [Readable.from(lines())], task.signal);
  return { ...list, ...total, missing: absent.length, absent };
}

/** No copy of what is not there. */
async function copyObject(
  { key, type }: NamedObject,
  { store, directory, signal }: Task,
): Promise<{ key: string; copy?: CopiedObject }> {
  const file = join(directory, objectFile(key));
  return persist(async () => {
    const object = await store.read(key);
    if (!object) return { key };
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await rm(file, { force: true });
    const part = await writePart(file, [object.body], signal);
    return { key, copy: { key, type, ...part } };
  }, signal);
}

function nothingThere({ endpoint }: Transfer, count: number): Error {
  return new Error(
    `None of ${count} files that were looked for is in the store at ${endpoint}: set S3_ENDPOINT and the others to the store that has them.`,
  );
}
