import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { readObject, type Stored, syncNames, writeObject } from './object-file';
import { Refusal } from './refusal';

/** Marks a file; no key holds it, so `a` and `a/b` can both be keys. */
const MARK = '~';

export type Opened = Stored & { handle: fs.FileHandle };

/** Objects as files below `directory`, each written whole or not at all, and never written again. */
export class Objects {
  /** Where they are kept: a directory for each segment of a key but the last. */
  readonly root: string;
  readonly #incoming: string;
  readonly #reserve: number;
  /** Bytes that uploads under way are still going to need. */
  #expected = 0;

  /** @param reserve bytes of the disk that uploads leave free: a database may live on it too. */
  constructor(directory: string, reserve: number) {
    this.root = join(directory, 'objects');
    this.#incoming = join(directory, 'incoming');
    this.#reserve = reserve;
  }

  /** Makes the directories, and removes what uploads that a kill cut off left behind. */
  async prepare(): Promise<void> {
    await fs.rm(this.#incoming, { recursive: true, force: true });
    for (const path of [this.root, this.#incoming]) await fs.mkdir(path, { recursive: true, mode: 0o700 });
  }

  /** Null when there is no such object. Whoever gets one closes its handle. */
  async open(key: string): Promise<Opened | null> {
    const handle = await fs.open(this.#fileOf(key)).catch(absent);
    if (!handle) return null;
    try {
      return { ...(await readObject(handle)), handle };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Refuses when there is an object under this key: nothing is ever replaced. */
  async requireNew(key: string): Promise<void> {
    if (await fs.stat(this.#fileOf(key)).catch(absent)) throw taken();
  }

  /** Keeps `size` bytes of `source` for good before it resolves. Refuses when the key is taken or the disk full. */
  async write(
    key: string,
    what: { size: number; type: string },
    source: Readable,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#requireRoom(what.size);
    const file = join(this.#incoming, randomUUID());
    this.#expected += what.size;
    try {
      await writeObject(file, what, source, signal);
      await this.#place(file, key);
    } catch (error) {
      throw ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error)) ? full() : error;
    } finally {
      this.#expected -= what.size;
      await fs.rm(file, { force: true });
    }
  }

  /** Resolves as well when there was no such object. */
  async remove(key: string): Promise<void> {
    const file = this.#fileOf(key);
    await fs.rm(file, { force: true }).catch(absent);
    for (let path = dirname(file); path !== this.root; path = dirname(path))
      if (!(await fs.rmdir(path).then(() => true, stillNeeded))) break;
  }

  async #requireRoom(size: number): Promise<void> {
    const { bavail, bsize } = await fs.statfs(this.#incoming);
    if (bavail * bsize < this.#expected + size + this.#reserve) throw full();
  }

  async #place(file: string, key: string): Promise<void> {
    const place = this.#fileOf(key);
    for (let attempt = 1; ; attempt += 1) {
      await fs.mkdir(dirname(place), { recursive: true, mode: 0o700 });
      try {
        await moveNew(file, place);
        return await syncNames(dirname(place), this.root);
      } catch (error) {
        // A removal beside us took the directory that was empty until now.
        if (codeOf(error) !== 'ENOENT' || attempt === 3) throw error;
      }
    }
  }

  #fileOf(key: string): string {
    return join(this.root, `${key}${MARK}`);
  }
}

/** The last segment of the key whose object a file of this name is; undefined when it is none. */
export function segmentOf(name: string): string | undefined {
  return name.endsWith(MARK) ? name.slice(0, -MARK.length) : undefined;
}

/** A link, unlike a rename, never takes the place of another file, whichever process made that. */
async function moveNew(file: string, place: string): Promise<void> {
  try {
    await fs.link(file, place);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw taken();
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error;
    // A file system without links. Nothing of this process comes between these two.
    if (existsSync(place)) throw taken();
    renameSync(file, place);
  }
}

function taken(): Refusal {
  return new Refusal(412, 'PreconditionFailed', 'There is an object under this key already.');
}

function full(): Refusal {
  return new Refusal(507, 'InsufficientStorage', 'The disk of this store is full. Nothing was kept.');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function absent(error: unknown): null {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
  throw error;
}

function stillNeeded(error: unknown): false {
  if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) return false;
  throw error;
}
