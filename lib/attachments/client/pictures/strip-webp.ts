import { type Orientation, orientationIn } from './exif';
import type { Stripped } from './strip-metadata';

/** RFC 9649, 2.7: what pixels, colours and animation need. */
const needed = new Set(['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ALPH', 'ANIM', 'ANMF']);
/** In the first byte of VP8X: there is EXIF, there is XMP. */
const NOTES = 0x08 | 0x04;

/** A WebP without EXIF, XMP and chunks of unknown meaning. Null for what is none to its end. */
export function stripWebp(bytes: Uint8Array<ArrayBuffer>): Stripped | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let orientation: Orientation = 1;
  for (let at = 12; at + 8 <= end; ) {
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (at + 8 + length > end) return null;
    if (name === 'EXIF') orientation = orientationIn(withoutName(bytes.subarray(at + 8, at + 8 + length)));
    if (needed.has(name))
      chunks.push(name === 'VP8X' ? withoutNotes(bytes.slice(at, next)) : bytes.subarray(at, next));
    at = next;
  }
  return { parts: [headerOf(chunks), ...chunks], orientation };
}

/** Some writers put JPEG's name before the block. */
function withoutName(exif: Uint8Array): Uint8Array {
  return String.fromCharCode(...exif.subarray(0, 4)) === 'Exif' ? exif.subarray(6) : exif;
}

function withoutNotes(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  chunk[8] = (chunk[8] ?? 0) & ~NOTES;
  return chunk;
}

function headerOf(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(12);
  header.set([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 4);
  new DataView(header.buffer).setUint32(4, length, true);
  return header;
}
