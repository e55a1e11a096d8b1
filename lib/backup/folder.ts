import 'server-only';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestFile } from './manifest';

/**
 * Lets `work` write a backup into the new or empty folder `directory`. What it answers becomes the manifest, by which
 * a backup is known to be whole; when it fails, nothing of it is left. Throws a sentence when something is there.
 */
export async function inNewFolder<T>(
  directory: string,
  work: () => Promise<{ manifest: string; result: T }>,
): Promise<T> {
  const made = await mkdir(directory, { recursive: true, mode: 0o700 });
  if ((await readdir(directory)).length > 0)
    throw new Error(`${directory} is not empty: name a folder that is new or empty.`);
  try {
    const { manifest, result } = await work();
    const file = join(directory, manifestFile);
    await writeFile(`${file}.new`, manifest, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
    await syncNames(directory);
    return result;
  } catch (error) {
    for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true });
    if (made !== undefined) await rm(directory, { recursive: true });
    throw error;
  }
}

/** Windows has no such call and needs none. */
async function syncNames(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory);
  await handle.sync().finally(() => handle.close());
}
