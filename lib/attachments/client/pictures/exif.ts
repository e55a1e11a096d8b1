/** EXIF 2.32, 4.6.4: how the pixels lie; 1 is upright, 5 to 8 lie on their side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x0112;

/** The orientation that a block of EXIF (TIFF, without the "Exif" before it) tells; 1 where it tells none. */
export function orientationIn(tiff: Uint8Array): Orientation {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let entry = 0; entry < entries; entry += 1) {
      const at = directory + 2 + entry * 12;
      if (view.getUint16(at, little) === ORIENTATION) return asOrientation(view.getUint16(at + 8, little));
    }
  } catch (error) {
    // A DataView throws beyond its end: a block that is cut short tells nothing.
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

function asOrientation(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}

/** A block of EXIF that tells the orientation and nothing else. */
export function exifOf(orientation: Orientation): Uint8Array {
  // Big-endian, the directory at 8, one entry: a short, one of them, in the upper half of its four bytes; no further one.
  const header = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  const entry = [ORIENTATION >> 8, ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return new Uint8Array([...header, 0, 1, ...entry, 0, 0, 0, 0]);
}
