import { AVATAR_SIDE, attachmentAnswer, PIXELS_MAX, uploadAnswer } from '@/lib/attachments/contract';
import { pictureSize } from '@/lib/attachments/picture-size';
import { ApiError, call } from '@/lib/http/api';
import { avatarPathOf } from '@/lib/users/contract';
import { lookAt, pictureTypeOf } from './declared-type';
import { decode } from './pictures/draw';
import { putBytes } from './put-bytes';
import { storeAway, troubleOf } from './store-trouble';

/** At the size of a face the eye sees no difference. */
const QUALITY = 0.9;

/**
 * Makes a chosen picture one to stand for oneself, and uploads it; answers what `PATCH /api/me` takes as the avatar.
 * Throws `ApiError`: what the server or the store said, or that it is no picture.
 */
export async function uploadFace(chosen: Blob): Promise<string> {
  const face = await drawFace(chosen);
  const named = { name: face.type === 'image/webp' ? 'face.webp' : 'face.jpg', type: face.type };
  const { upload } = await call('POST', '/api/attachments', {
    body: { purpose: 'avatar', ...named, size: face.size, width: AVATAR_SIDE, height: AVATAR_SIDE },
    answer: uploadAnswer,
  });
  const watching = { signal: new AbortController().signal, onProgress: () => undefined };
  const status = await putBytes(upload, face, watching);
  if (status !== null && status >= 300) throw troubleOf(status);
  await confirm(upload.id, status === null);
  return avatarPathOf(upload.id);
}

/** The server knows more than a page that got no answer: whether it arrived, and why it cannot. */
async function confirm(id: string, isUnanswered: boolean): Promise<void> {
  try {
    await call('PUT', `/api/attachments/${id}`, { answer: attachmentAnswer });
  } catch (error) {
    const isMissing = error instanceof ApiError && error.params['reason'] === 'not_uploaded';
    throw isUnanswered && isMissing ? storeAway() : error;
  }
}

/** The square in the middle, and nothing else that the file holds. */
async function drawFace(chosen: Blob): Promise<Blob> {
  const bitmap = await decodePicture(chosen);
  if (!bitmap) throw noPicture();
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = Object.assign(document.createElement('canvas'), { width: AVATAR_SIDE, height: AVATAR_SIDE });
  const context = canvas.getContext('2d');
  if (!context) throw noPicture();
  context.imageSmoothingQuality = 'high';
  // Where a picture is transparent it stands on paper: JPEG would make it black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, AVATAR_SIDE, AVATAR_SIDE);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, AVATAR_SIDE, AVATAR_SIDE);
  bitmap.close();
  const webp = await encode(canvas, 'image/webp');
  // A browser that writes no WebP answers PNG, which is several times larger.
  return webp.type === 'image/webp' ? webp : encode(canvas, 'image/jpeg');
}

/** Null for what is none, or claims more pixels than can be held. */
async function decodePicture(chosen: Blob): Promise<ImageBitmap | null> {
  const type = pictureTypeOf(await lookAt(chosen));
  const size = type && pictureSize(type, new Uint8Array(await chosen.arrayBuffer()));
  return size && size.width * size.height <= PIXELS_MAX ? decode(chosen) : null;
}

function encode(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(noPicture())), type, QUALITY);
  });
}

function noPicture(): ApiError {
  return new ApiError('invalid', 'This is no picture.', { status: 422, params: { reason: 'no_picture' } });
}
