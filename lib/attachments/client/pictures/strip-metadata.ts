import type { Orientation } from './exif';
import { stripJpeg } from './strip-jpeg';
import { stripPng } from './strip-png';
import { stripWebp } from './strip-webp';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

/** The same pixels, bit by bit, in parts to be put together; `orientation` as it was told. */
export type Stripped = { parts: Uint8Array<ArrayBuffer>[]; orientation: Orientation };

/**
 * A picture without what is written beside its pixels: where and when it was taken, with what, by whom. Null for one
 * whose bytes cannot be followed to their end. Of JPEGs the orientation stays with them; of others it is lost.
 */
export function stripMetadata(type: PictureType, bytes: Uint8Array<ArrayBuffer>): Stripped | null {
  switch (type) {
    case 'image/jpeg':
      return stripJpeg(bytes);
    case 'image/png':
      return stripPng(bytes);
    case 'image/webp':
      return stripWebp(bytes);
    case 'image/gif':
      return { parts: [bytes], orientation: 1 };
  }
}
