import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { BrokenSource } from '../open-source';

/** Files of an export, and bytes in one of them unpacked: a compressed one may claim to be a thousand times its size. */
const FILES_MAX = 500_000;
export const FILE_MAX = 64 * 1024 * 1024;

/** A ZIP whose files are JSON. `read` answers null for a file that is not there, and `tooLarge` above FILE_MAX. */
export type Archive = {
  names: string[];
  /** Compressed, of one file. */
  sizeOf: (name: string) => number;
  read: (name: string) => Promise<unknown>;
  close: () => void;
};

export const tooLarge = Symbol('larger than FILE_MAX');

/** Throws `BrokenSource` for what is no whole ZIP, as does reading a damaged file of it. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false }).catch((cause: unknown) => {
    throw new BrokenSource('The file is no whole ZIP', { cause });
  });
  const entries = new Map<string, Entry>();
  if (zip.entryCount > FILES_MAX) throw new BrokenSource(`The ZIP has more than ${FILES_MAX} files`);
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (cause) {
    throw new BrokenSource('The list of files in the ZIP is damaged', { cause });
  }
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.compressedSize ?? 0,
    read: async (name) => {
      const entry = entries.get(name);
      if (!entry) return null;
      if (entry.uncompressedSize > FILE_MAX) return tooLarge;
      return readJson(zip, entry);
    },
    close: () => zip.close(),
  };
}

/** yauzl itself ends a file that is longer than it said. */
async function readJson(zip: ZipFile, entry: Entry): Promise<unknown> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    throw new BrokenSource(`${entry.fileName} in the ZIP is damaged`, { cause });
  }
}
