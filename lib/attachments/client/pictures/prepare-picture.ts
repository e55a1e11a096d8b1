import { PIXELS_MAX } from '@/lib/attachments/contract';
import { type PictureSize, pictureSize } from '@/lib/attachments/picture-size';
import { decode, drawPlaceholder, drawSmaller, drawThumbnail } from './draw';
import { isMoving } from './moving';
import { type PictureType, type Stripped, stripMetadata } from './strip-metadata';

/** Larger ones, by side or by weight, are drawn anew: nobody sees the difference, and everybody would wait for it. */
const SIDE_MAX = 2_560;
const WEIGHT_MAX = 1024 * 1024;
/** Below this a picture is its own thumbnail. */
const THUMBNAIL_FROM = 256 * 1024;

/** What is sent instead of the file that was chosen. `width`, `height`: as shown. */
export type PreparedPicture = PictureSize & {
  file: Blob;
  placeholder: string;
  thumbnail: Blob | null;
};

type Looked = { type: PictureType; original: Blob; stripped: Stripped | null; moves: boolean };

/**
 * A picture as it is sent: without metadata, no larger than a screen shows, never heavier than it was. Moving ones keep
 * their pixels; all of those have a thumbnail that stands still. Null for what cannot be shown: it claims more
 * pixels than can be decoded, which is found out before anything is, or it is broken. Takes any thread.
 */
export async function preparePicture(original: Blob, type: PictureType): Promise<PreparedPicture | null> {
  const bytes = new Uint8Array(await original.arrayBuffer());
  const claimed = pictureSize(type, bytes);
  if (!claimed || claimed.width * claimed.height > PIXELS_MAX) return null;
  const looked = { type, original, stripped: stripMetadata(type, bytes), moves: isMoving(type, bytes) };
  const bitmap = await decode(original);
  if (!bitmap) return null;
  try {
    return await prepareDecoded(looked, bitmap);
  } finally {
    bitmap.close();
  }
}

async function prepareDecoded(looked: Looked, bitmap: ImageBitmap): Promise<PreparedPicture | null> {
  const { stripped, moves } = looked;
  const same = stripped && new Blob(stripped.parts, { type: looked.type });
  const drawn = mustBeDrawn(looked, bitmap)
    ? await drawSmaller(bitmap, { side: SIDE_MAX, type: looked.type })
    : null;
  const picture = better(looked, same, drawn?.file);
  if (!picture) return null;
  const { width, height } = picture === drawn?.file ? drawn.canvas : bitmap;
  const source = drawn?.canvas ?? bitmap;
  const thumbnail = moves || picture.size > THUMBNAIL_FROM ? await drawThumbnail(source) : null;
  return { file: picture, width, height, placeholder: drawPlaceholder(source), thumbnail };
}

function mustBeDrawn({ type, original, stripped, moves }: Looked, { width, height }: PictureSize): boolean {
  if (moves || type === 'image/gif') return false;
  return (
    Math.max(width, height) > SIDE_MAX || original.size > WEIGHT_MAX || !isSameWithoutNotes(type, stripped)
  );
}

/** The bytes without metadata still show the picture the way it was: only a JPEG keeps how it is to be turned. */
function isSameWithoutNotes(type: PictureType, stripped: Stripped | null): stripped is Stripped {
  return stripped !== null && (type === 'image/jpeg' || stripped.orientation === 1);
}

function better({ type, stripped }: Looked, same: Blob | null, drawn: Blob | undefined): Blob | null {
  if (!isSameWithoutNotes(type, stripped)) return drawn ?? null;
  return drawn && same && drawn.size < same.size ? drawn : same;
}
