'use client';
import { useRef, useState } from 'react';
import type { Attachment } from '@/lib/attachments/contract';
import { type Box, pictureBox } from '@/lib/attachments/picture-layout';
import { FileRow } from './file-row';
import { filePath, type KnownFile } from './shown-file';
import { useLastingMedia } from './use-lasting-media';

/** Wide enough for its controls. */
const CONTROLS_WIDTH = 256;
const WIDESCREEN: Box = { width: 480, height: 270, fit: 'scale-down' };

/** The place of a video, before anything of it is there. */
export function videoBox(file: Pick<Attachment, 'width' | 'height'>): { width: number; height: number } {
  const { width, height } = file.width && file.height ? pictureBox(file) : WIDESCREEN;
  return { width: Math.max(CONTROLS_WIDTH, width), height: Math.max(144, height) };
}

/** A video in its place. Nothing of it is loaded before it is wanted, if there is a picture of it to show. */
export function VideoPlayer({ file }: { file: KnownFile['file'] }) {
  return 'thumbnail' in file && <Player file={file} />;
}

function Player({ file }: { file: Attachment }) {
  const player = useRef<HTMLVideoElement>(null);
  const [isBroken, setBroken] = useState(false);
  const onError = useLastingMedia(player, () => setBroken(true));
  const poster = file.thumbnail?.url;
  if (isBroken) return <FileRow shown={{ from: 'store', file }} />;
  const { width, height } = videoBox(file);
  return (
    <div
      data-file={file.name}
      className="max-w-full overflow-hidden rounded-md bg-ink"
      style={{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written any. */}
      <video
        ref={player}
        src={filePath(file.id)}
        poster={poster}
        aria-label={file.name}
        controls
        playsInline
        preload={poster ? 'none' : 'metadata'}
        onError={onError}
        className="size-full"
      />
    </div>
  );
}
