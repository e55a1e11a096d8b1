/** More than this, in bytes, nobody reads in a dialog. */
const READ_MAX = 256 * 1024;

export type ReadText = { text: string; isCut: boolean };

/** The beginning of a text; in UTF-16 if its first bytes say so, else in UTF-8. Throws when it cannot be had. */
export async function readText(path: string): Promise<ReadText> {
  const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok || !response.body) throw new Error(`${path} answered ${response.status}.`);
  const bytes = new Uint8Array(READ_MAX);
  const reader = response.body.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: decode(bytes.subarray(0, length)), isCut: false };
    const rest = value.subarray(0, READ_MAX - length);
    bytes.set(rest, length);
    length += rest.length;
    if (rest.length < value.length) break;
  }
  await reader.cancel();
  return { text: decode(bytes.subarray(0, length)), isCut: true };
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
