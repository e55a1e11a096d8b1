import type { PictureType } from './strip-metadata';

/** Whether a picture moves: drawn anew, it would stand still. */
export function isMoving(type: PictureType, bytes: Uint8Array): boolean {
  switch (type) {
    case 'image/jpeg':
      return false;
    case 'image/webp':
      // The animation flag of VP8X (RFC 9649, 2.7).
      return name(bytes, 12) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
    case 'image/png':
      return hasAnimation(bytes);
    case 'image/gif':
      return countFrames(bytes) > 1;
  }
}

/** Its chunk stands before the pixels (PNG 3rd edition, 5.6). */
function hasAnimation(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (name(bytes, at + 4) === 'acTL') return true;
    if (name(bytes, at + 4) === 'IDAT') return false;
  }
  return false;
}

/** GIF89a: blocks one after the other, each with its data in pieces that say how long they are. Stops at two. */
function countFrames(bytes: Uint8Array): number {
  let frames = 0;
  let at = 13 + colourBytes(bytes[10] ?? 0);
  while (at < bytes.length && frames < 2) {
    const block = bytes[at];
    if (block === 0x2c) {
      frames += 1;
      at = endOfPieces(bytes, at + 11 + colourBytes(bytes[at + 9] ?? 0));
    } else if (block === 0x21) at = endOfPieces(bytes, at + 2);
    else break;
  }
  return frames;
}

function colourBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function endOfPieces(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

function name(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
