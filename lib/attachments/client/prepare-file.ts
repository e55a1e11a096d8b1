import { declaredType, lookAt, pictureTypeOf } from './declared-type';
import type { PicturePreparer } from './pictures/picture-worker';
import { lookAtVideo } from './pictures/prepare-video';
import type { PictureType } from './pictures/strip-metadata';
import type { FileAtHand } from './upload-file';

/**
 * Makes a chosen file what is sent: pictures are drawn anew or lose their metadata, films are looked
 * at, and everything else stays as it is.
 */
export async function prepareFile(
  row: FileAtHand,
  preparePicture: PicturePreparer,
  signal: AbortSignal,
): Promise<FileAtHand> {
  const looked = await lookAt(row.file);
  const pictureType = pictureTypeOf(looked);
  const picture = pictureType && (await preparePicture(row.file, pictureType, signal));
  if (!picture) {
    const type = declaredType(looked);
    const film = type === 'video/mp4' || type === 'video/webm' ? await lookAtVideo(row.file, signal) : null;
    return { ...row, type, ...film, isPrepared: true };
  }
  const { file, width, height, placeholder, thumbnail } = picture;
  const { size, type } = file;
  const drawn = { file, size, type, width, height, placeholder, thumbnail };
  return { ...row, ...drawn, name: named(row.name, type as PictureType), isPrepared: true };
}

const endings = {
  'image/png': /\.png$/i,
  'image/jpeg': /\.(jpe?g|jfif|pjpeg)$/i,
  'image/webp': /\.webp$/i,
  'image/gif': /\.gif$/i,
} as const satisfies Record<PictureType, RegExp>;

/** Whoever saves it opens it by its ending. */
function named(name: string, type: PictureType): string {
  if (endings[type].test(name)) return name;
  const isEnding = Object.values(endings).some((ending) => ending.test(name));
  return `${isEnding ? name.replace(/\.[^.]*$/, '') : name}.${type.slice('image/'.length).replace('jpeg', 'jpg')}`;
}
