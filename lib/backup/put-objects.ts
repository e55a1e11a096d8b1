import 'server-only';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { KEY_PREFIX } from '@/lib/attachments/object-keys';
import type { ListedObject } from '@/lib/storage/contract';
import { fewAtOnce } from '@/lib/storage/few-at-once';
import type { Transfer } from '@/lib/storage/transfer';
import { readObjectList } from './check-parts';
import { type CopiedObject, type Manifest, objectFile } from './manifest';
import { persist } from './persist';

/** The name of an object that stands in the store while this backup is being restored. */
export function markOf({ epoch, takenAt }: Manifest): string {
  return `restore/${epoch}-${Date.parse(takenAt)}`;
}

type Task = { store: Transfer; directory: string; signal: AbortSignal; onFile: () => void };

/**
 * Puts every object of the backup into the store, but those that an interrupted restore has put there, and then
 * compares what the store has. Throws a sentence when it has something else.
 */
export async function putObjects(mark: string, task: Task): Promise<void> {
  const { store, directory } = task;
  await store.write(mark, { size: 1, type: 'text/plain' }, Readable.from([Buffer.from('.')]));
  for await (const _ of fewAtOnce(absentObjects(task), (object) => putObject(object, task))) task.onFile();
  for await (const { key } of absentObjects({ store, directory }))
    throw new Error(`The store at ${store.endpoint} has not kept ${key}. Nothing else was changed.`);
}

function putObject({ key, type, bytes }: CopiedObject, { store, directory, signal }: Task): Promise<void> {
  const file = join(directory, objectFile(key));
  return persist(() => store.write(key, { size: bytes, type }, createReadStream(file, { signal })), signal);
}

/** Those of the backup that the store lacks; both are walked through once, in the order of their keys. */
async function* absentObjects({
  store,
  directory,
}: Pick<Task, 'store' | 'directory'>): AsyncGenerator<CopiedObject> {
  const listing = listAll(store);
  let listed = (await listing.next()).value;
  for await (const object of readObjectList(directory)) {
    if (!listed || object.key < listed.key) {
      yield object;
      continue;
    }
    if (object.key !== listed.key || object.bytes !== listed.size) throw notOurs(store, listed);
    listed = (await listing.next()).value;
  }
  if (listed) throw notOurs(store, listed);
}

async function* listAll(store: Transfer): AsyncGenerator<ListedObject, undefined> {
  for (
    let page = await store.list(KEY_PREFIX);
    page.length > 0;
    page = await store.list(KEY_PREFIX, page.at(-1)?.key)
  )
    yield* page;
}

function notOurs({ endpoint }: Transfer, { key }: ListedObject): Error {
  return new Error(
    `The store at ${endpoint} has ${key}, which is not as the backup has it. Restore with a new bucket.`,
  );
}
