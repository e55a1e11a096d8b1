'use client';
import { useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Attachment } from '@/lib/attachments/contract';
import type { Box } from '@/lib/attachments/picture-layout';
import { PlayButton } from './play-button';
import { filePath } from './shown-file';

type Props = { file: Pick<Attachment, 'id' | 'name'>; fit: Box['fit'] };

/** Nothing moves by itself: over the still picture it moves when somebody wants it to. */
export function MovingPicture({ file, fit }: Props) {
  const [isPlaying, setPlaying] = useState(false);
  return (
    <>
      {isPlaying && (
        // biome-ignore lint/performance/noImgElement: resized, it would move no more.
        <img
          src={filePath(file.id)}
          alt=""
          className={classNames(
            'pointer-events-none absolute inset-0 size-full rounded-md',
            fit === 'cover' ? 'object-cover' : 'object-scale-down',
          )}
        />
      )}
      <PlayButton name={file.name} isPlaying={isPlaying} onChange={setPlaying} />
    </>
  );
}
