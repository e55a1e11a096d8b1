import 'server-only';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Part } from './manifest';

/** Nobody but their owner may read what is in a backup. */
const MODE = 0o600;
const CHUNK = 1024 * 1024;

/** Writes what comes through `stages` to a new file; it is on the disk, whole, when this resolves. */
export async function writePart(
  file: string,
  stages: readonly [NodeJS.ReadableStream, ...NodeJS.ReadWriteStream[]],
  signal: AbortSignal,
): Promise<Part> {
  const { stream, part } = measure();
  const target = createWriteStream(file, { flags: 'wx', mode: MODE, flush: true });
  await pipeline([...stages, stream, target], { signal });
  return part();
}

/** What a file is now. Throws Node's own error when there is none. */
export async function readPart(file: string, signal: AbortSignal): Promise<Part> {
  const { stream, part } = measure();
  await pipeline([createReadStream(file, { highWaterMark: CHUNK }), stream.resume()], { signal });
  return part();
}

/** Passes bytes on, and tells what they were once all have come. */
function measure(): { stream: Transform; part: () => Part } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      done(null, chunk);
    },
  });
  return { stream, part: () => ({ bytes, sha256: hash.digest('hex') }) };
}
