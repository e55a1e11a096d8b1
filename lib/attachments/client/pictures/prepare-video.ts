import { drawPlaceholder, drawThumbnail } from './draw';
import type { PreparedPicture } from './prepare-picture';

/** A film that shows nothing for so long is sent without a picture. */
const PATIENCE_MS = 5_000;
/** Films begin in the dark; this far in there is something to see. */
const LOOK_AT_SECONDS = 1;

/** What is known of a film before it is sent: how large it is shown, and a picture of it. Its bytes stay as they are. */
export type LookedAtVideo = Omit<PreparedPicture, 'file'>;

/** Null for what this browser cannot play. Throws the signal's reason when it aborts. */
export async function lookAtVideo(file: Blob, signal: AbortSignal): Promise<LookedAtVideo | null> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    Object.assign(video, { muted: true, preload: 'auto', src: url });
    await until(video, 'loadeddata', patience);
    // Films of a camera may not know how long they are.
    const { duration } = video;
    video.currentTime = Math.min(LOOK_AT_SECONDS, Number.isFinite(duration) ? duration / 2 : 0);
    await until(video, 'seeked', patience);
    return await drawn(video);
  } catch {
    signal.throwIfAborted();
    return null;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

async function drawn(video: HTMLVideoElement): Promise<LookedAtVideo | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return null;
  const picture = await createImageBitmap(video);
  try {
    return { width, height, placeholder: drawPlaceholder(picture), thumbnail: await drawThumbnail(picture) };
  } finally {
    picture.close();
  }
}

function until(video: HTMLVideoElement, event: 'loadeddata' | 'seeked', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true, signal });
    video.addEventListener('error', () => reject(new Error('It cannot be played.')), { once: true, signal });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
