'use client';
import type { Box } from '@/lib/attachments/picture-layout';
import { AudioPlayer } from './audio-player';
import { FileRow } from './file-row';
import { Picture } from './picture';
import { type KnownFile, looksLike } from './shown-file';
import { VideoPlayer } from './video-player';

/** `fit`: of a picture, in its place. */
type Props = { shown: KnownFile; fit?: Box['fit'] };

/** A file as what it is; it fills the place that is kept for it. */
export function FileView({ shown, fit = 'scale-down' }: Props) {
  const look = looksLike(shown);
  if (look === 'picture') return <Picture shown={shown} fit={fit} />;
  if (shown.from === 'device' || look === 'row') return <FileRow shown={shown} />;
  return look === 'video' ? <VideoPlayer file={shown.file} /> : <AudioPlayer file={shown.file} />;
}
