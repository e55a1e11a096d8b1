import { THUMBNAIL_HEIGHT, THUMBNAIL_MAX, THUMBNAIL_WIDTH } from '@/lib/attachments/contract';
import { PLACEHOLDER_SIDE, placeholderOf } from '@/lib/attachments/placeholder';
import type { PictureType } from './strip-metadata';

/** Where the eye sees no difference at the size of a screen. */
const QUALITY = { jpeg: 0.9, webp: 0.93, thumbnail: 0.8 };

type Source = ImageBitmap | OffscreenCanvas;

/** The pixels as they are to be shown, turned if the file says so; null for what the browser cannot decode. */
export async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file);
  } catch {
    // Broken, of a kind this browser does not know, or too much for its memory: all the same to whoever sends it.
    return null;
  }
}

/**
 * Drawn anew so that no side is longer than `side` pixels. JPEG stays JPEG; the others become WebP, which knows
 * transparency too, or PNG where the browser writes no WebP: the Blob's type says which.
 */
export async function drawSmaller(
  bitmap: ImageBitmap,
  { side, type }: { side: number; type: PictureType },
): Promise<{ file: Blob; canvas: OffscreenCanvas }> {
  const canvas = draw(bitmap, { width: side, height: side });
  const isPhotograph = type === 'image/jpeg';
  const file = await canvas.convertToBlob(
    isPhotograph
      ? { type: 'image/jpeg', quality: QUALITY.jpeg }
      : { type: 'image/webp', quality: QUALITY.webp },
  );
  return { file, canvas };
}

/** Null when it would be heavier than a thumbnail may be. */
export async function drawThumbnail(source: Source): Promise<Blob | null> {
  const canvas = draw(source, { width: THUMBNAIL_WIDTH, height: THUMBNAIL_HEIGHT });
  const thumbnail = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY.thumbnail });
  return thumbnail.size <= THUMBNAIL_MAX ? thumbnail : null;
}

export function drawPlaceholder(source: Source): string {
  const [width, height] = [PLACEHOLDER_SIDE, PLACEHOLDER_SIDE];
  const context = contextOf(new OffscreenCanvas(width, height));
  context.drawImage(source, 0, 0, width, height);
  return placeholderOf(context.getImageData(0, 0, width, height).data);
}

/** Made to fit into the box, never larger than it is. */
function draw(source: Source, box: { width: number; height: number }): OffscreenCanvas {
  const scale = Math.min(1, box.width / source.width, box.height / source.height);
  const [width, height] = [source.width, source.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
  contextOf(canvas).drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // Read back right away: a picture on the graphics card would have to come back first.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser draws nothing outside the page.');
  context.imageSmoothingQuality = 'high';
  return context;
}
