import { exifOf, type Orientation, orientationIn } from './exif';
import type { Stripped } from './strip-metadata';

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const END = 0xd9;

/**
 * A JPEG without what its camera wrote beside the pixels: of the application segments only those stay that say how
 * colours are meant, and the orientation alone. What phones append behind the picture (films, further pictures, with
 * places of their own) goes as well. Null for what is no JPEG to its end.
 */
export function stripJpeg(bytes: Uint8Array<ArrayBuffer>): Stripped | null {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let orientation: Orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) at += 1;
    else if (marker === END) return { parts: assemble(kept, orientation), orientation };
    else {
      const end =
        marker === START_OF_SCAN ? endOfScan(bytes, endOfSegment(bytes, at)) : endOfSegment(bytes, at);
      const segment = bytes.subarray(at, end);
      if (isExif(segment)) orientation = orientationIn(segment.subarray(10));
      if (staysInJpeg(marker, segment)) kept.push(segment);
      at = end;
    }
  }
  // The end may be the last two bytes.
  const isWhole = bytes[at] === 0xff && bytes[at + 1] === END;
  return isWhole ? { parts: assemble(kept, orientation), orientation } : null;
}

function assemble(kept: Uint8Array<ArrayBuffer>[], orientation: Orientation): Uint8Array<ArrayBuffer>[] {
  const start = new Uint8Array([0xff, 0xd8]);
  const end = new Uint8Array([0xff, END]);
  const jfif = kept.filter((segment) => segment[1] === APP0);
  const others = kept.filter((segment) => segment[1] !== APP0);
  const turned = orientation === 1 ? [] : [exifSegment(orientation)];
  return [start, ...jfif, ...turned, ...others, end];
}

function exifSegment(orientation: Orientation): Uint8Array<ArrayBuffer> {
  const exif = exifOf(orientation);
  const name = [0x45, 0x78, 0x69, 0x66, 0, 0];
  return new Uint8Array([0xff, APP1, 0, 2 + name.length + exif.length, ...name, ...exif]);
}

function endOfSegment(bytes: Uint8Array, at: number): number {
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  return at + 2 + Math.max(2, length);
}

/** Coded data goes on up to a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  return bytes.length;
}

function staysInJpeg(marker: number, segment: Uint8Array): boolean {
  if (marker === APP0) return starts(segment, 'JFIF\0');
  if (marker === APP2) return starts(segment, 'ICC_PROFILE\0');
  if (marker === APP14) return starts(segment, 'Adobe');
  return !(marker > APP0 && marker <= APP15) && marker !== COMMENT;
}

function isExif(segment: Uint8Array): boolean {
  return segment[1] === APP1 && starts(segment, 'Exif\0\0');
}

/** Behind marker and length. */
function starts(segment: Uint8Array, name: string): boolean {
  return String.fromCharCode(...segment.subarray(4, 4 + name.length)) === name;
}
