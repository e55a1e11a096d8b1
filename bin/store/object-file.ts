import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from './refusal';

/** Behind an object's bytes in its file, so that bytes and type appear at once and a plain copy still opens. */
const TRAILER_BYTES = 256;
/** In characters; with what surrounds it, it fits the trailer. */
export const TYPE_MAX = 200;
/** What of a body waits in memory while the disk is slower than the network. */
const BUFFER_BYTES = 1024 * 1024;

export type Stored = { size: number; type: string; modifiedAt: Date; etag: string };

/** Writes a new file that is on the disk, whole, when this resolves. `signal` ends it. */
export async function writeObject(
  file: string,
  { size, type }: { size: number; type: string },
  source: Readable,
  signal: AbortSignal,
): Promise<void> {
  const trailer = Buffer.alloc(TRAILER_BYTES, ' ');
  trailer.write(`\n${JSON.stringify({ type })}`);
  const withTrailer = async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      yield chunk;
    }
    if (bytes !== size) throw new Refusal(400, 'IncompleteBody', 'The body is not as long as was signed.');
    yield trailer;
  };
  const target = createWriteStream(file, {
    flags: 'wx',
    mode: 0o600,
    highWaterMark: BUFFER_BYTES,
    flush: true,
  });
  // Not destroyed with the file: where the disk is full, whoever sends is to be told so on this connection.
  await pipeline(source.iterator({ destroyOnReturn: false }), withTrailer, target, { signal });
}

export async function readObject(handle: fs.FileHandle): Promise<Stored> {
  const { size: fileSize, mtime, mtimeMs } = await handle.stat();
  const size = sizeOf(fileSize);
  const { buffer } = await handle.read(Buffer.alloc(TRAILER_BYTES), 0, TRAILER_BYTES, size);
  const { type } = JSON.parse(buffer.toString());
  // Not a hash: a key's bytes change only by removal and a new upload.
  const etag = `"${Math.trunc(mtimeMs).toString(16)}-${size.toString(16)}"`;
  return { size, type: String(type), modifiedAt: mtime, etag };
}

/** Of an object, by the size of its file. */
export function sizeOf(fileSize: number): number {
  return fileSize - TRAILER_BYTES;
}

/**
 * Makes the names between `directory` and `root`, both included, survive a power cut. Windows has no such call and
 * needs none.
 */
export async function syncNames(directory: string, root: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(directory);
  await handle.sync().finally(() => handle.close());
  if (directory !== root) await syncNames(dirname(directory), root);
}
