import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

export type SourceFile = {
  kind: 'lines' | 'zip';
  /** In bytes, as the file lies on the disk. */
  size: number;
  /** How much of it was read so far. */
  position: () => number;
  /** What is in it, unpacked; throws `BrokenSource` after everything that could be read of a damaged one. */
  bytes: () => AsyncIterable<Buffer>;
};

/** A file that ends too early, or is damaged; what could be read before has been read. */
export class BrokenSource extends Error {
  override name = 'BrokenSource';
}

/** Opens what is to be imported; what it is, its first bytes say and not its name. Throws what the system says. */
export async function openSource(path: string): Promise<SourceFile> {
  const handle = await open(path);
  const { start, size } = await look(handle).finally(() => handle.close());
  let read = 0;
  async function* raw(): AsyncGenerator<Buffer> {
    // Small pieces: a compressed one may grow a thousandfold.
    for await (const chunk of createReadStream(path, { highWaterMark: 32 * 1024 })) {
      read += chunk.length;
      yield chunk;
    }
  }
  return {
    kind: start.startsWith('504b0304') || start.startsWith('504b0506') ? 'zip' : 'lines',
    size,
    position: () => read,
    bytes: () => (start.startsWith('1f8b') ? gunzip(raw()) : raw()),
  };
}

async function look(handle: FileHandle): Promise<{ start: string; size: number }> {
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  return { start: buffer.subarray(0, bytesRead).toString('hex'), size };
}

/** Node's own pipe drops what it has unpacked but not handed over when the file turns out to be cut off. */
async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacking = createGunzip();
  let unpacked: Buffer[] = [];
  let failure: Error | undefined;
  unpacking.on('data', (chunk) => unpacked.push(chunk));
  unpacking.on('error', (error) => {
    failure = error;
  });
  const take = () => {
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  // A write that fails is never called done.
  const settled = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      const done = () => {
        unpacking.off('close', done);
        resolve();
      };
      unpacking.on('close', done);
      act(done);
    });
  for await (const chunk of chunks) {
    await settled((done) => unpacking.write(chunk, done));
    yield* take();
    if (failure) break;
  }
  if (!failure) {
    await settled(() => unpacking.end());
    yield* take();
  }
  if (failure) {
    const cutOff = 'code' in failure && failure.code === 'Z_BUF_ERROR';
    throw new BrokenSource(cutOff ? 'The file is cut off' : 'The file is damaged', { cause: failure });
  }
}
