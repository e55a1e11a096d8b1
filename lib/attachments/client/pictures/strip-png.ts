import { type Orientation, orientationIn } from './exif';
import type { Stripped } from './strip-metadata';

/** PNG 3rd edition, 5.6: what pixels, colours, size on paper and animation need. All others are notes. */
const needed = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT'.split(' '),
);

/** A PNG without texts, times and EXIF, and without what stands behind its end. Null for what is none to its end. */
export function stripPng(bytes: Uint8Array<ArrayBuffer>): Stripped | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, 8)];
  let orientation: Orientation = 1;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) return null;
    if (name === 'eXIf') orientation = orientationIn(bytes.subarray(at + 8, end - 4));
    if (needed.has(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND') return { parts, orientation };
    at = end;
  }
  return null;
}
