import 'server-only';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fewAtOnce } from '@/lib/storage/few-at-once';
import {
  type CopiedObject,
  copiedObject,
  type Manifest,
  OBJECT_LIST,
  objectFile,
  type Part,
  tableFile,
} from './manifest';
import { readPart } from './part';

/** Reads every file of a backup to its end. Throws a sentence about the first that is not as it was written. */
export async function checkParts(directory: string, manifest: Manifest, signal: AbortSignal): Promise<void> {
  for (const table of manifest.tables) await requireSame(directory, tableFile(table.name), table, signal);
  await requireSame(directory, OBJECT_LIST, manifest.objects, signal);
  const check = (object: CopiedObject) => requireSame(directory, objectFile(object.key), object, signal);
  for await (const _ of fewAtOnce(readObjectList(directory), check));
}

/** The objects of a backup, in the order of their keys. */
export async function* readObjectList(directory: string): AsyncGenerator<CopiedObject> {
  const lines = createInterface({ input: createReadStream(join(directory, OBJECT_LIST)) });
  for await (const line of lines) yield copiedObject.parse(JSON.parse(line));
}

async function requireSame(
  directory: string,
  file: string,
  written: Part,
  signal: AbortSignal,
): Promise<void> {
  const found = await readPart(join(directory, file), signal).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const fault = faultOf(found, written);
  if (fault)
    throw new Error(`The backup is damaged: ${file} ${fault}. Nothing was restored; take another backup.`);
}

function faultOf(found: Part | null, written: Part): string | null {
  if (!found) return 'is missing';
  if (found.bytes !== written.bytes) return `has ${found.bytes} bytes instead of ${written.bytes}`;
  return found.sha256 === written.sha256 ? null : 'has changed since it was written';
}
