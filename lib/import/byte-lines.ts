/** A line longer than this (in bytes) is skipped; it never lies in memory as a whole. */
export const LINE_MAX = 10 * 1024 * 1024;

/** `bytes` is null when there were more than LINE_MAX. `number` counts from 1. */
export type ByteLine = { number: number; bytes: Buffer | null };

const NEWLINE = 0x0a;

/** Lines of a stream of bytes, those of one chunk at a time. What follows the last line end is a line too. */
export async function* byteLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<ByteLine[]> {
  let held: Buffer[] = [];
  let length = 0;
  let number = 0;
  const take = (): ByteLine => {
    number += 1;
    const line = { number, bytes: length > LINE_MAX ? null : Buffer.concat(held) };
    held = [];
    length = 0;
    return line;
  };
  const hold = (part: Buffer) => {
    length += part.length;
    if (length > LINE_MAX) held = [];
    else held.push(part);
  };
  for await (const chunk of chunks) {
    const lines: ByteLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      hold(chunk.subarray(from, end));
      lines.push(take());
      from = end + 1;
    }
    hold(chunk.subarray(from));
    yield lines;
  }
  if (length > 0) yield [take()];
}
