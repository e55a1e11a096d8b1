/** Pixels. */
export type PictureSize = { width: number; height: number };

/** The bytes from the beginning in which a picture's size is looked for: a JPEG's may stand behind an EXIF block. */
export const PICTURE_HEAD = 128 * 1024;

/**
 * The size that a PNG, JPEG, GIF or WebP claims in its first bytes, without decoding anything; null when it stands
 * further behind or the bytes are cut short. Formats: PNG 11.2.2, GIF89a 18, RFC 9649, JPEG B.2.2.
 */
export function pictureSize(type: string, bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (type) {
      case 'image/png':
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case 'image/gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case 'image/webp':
        return webpSize(view);
      case 'image/jpeg':
        return jpegSize(view);
      default:
        return null;
    }
  } catch (error) {
    // The reader of a DataView throws when it reaches the end: the size is not in these bytes.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Three layouts: lossy (a VP8 frame), lossless, and extended (animation, alpha, metadata). */
function webpSize(view: DataView): PictureSize | null {
  switch (view.getUint32(12)) {
    case 0x56503820: // VP8
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      // VP8L
      const packed = view.getUint32(21, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: // VP8X: 24 bits each
      return {
        width: (view.getUint16(24, true) | (view.getUint8(26) << 16)) + 1,
        height: (view.getUint16(27, true) | (view.getUint8(29) << 16)) + 1,
      };
    default:
      return null;
  }
}

/** Walks the segments to the frame header: any SOF but DHT (C4), JPG (C8) and DAC (CC). */
function jpegSize(view: DataView): PictureSize | null {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    // Bytes of filling and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}
