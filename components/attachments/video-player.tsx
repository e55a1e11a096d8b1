'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { Attachment } from '@/lib/attachments/contract';
import { FileRow } from './file-row';
import { filePath } from './shown-file';
import { useLastingMedia } from './use-lasting-media';

/** A video. Nothing of it is loaded before it is wanted, if there is a picture of it to show. */
export function VideoPlayer({ file }: { file: Attachment }) {
  const t = useTranslations('files');
  const player = useRef<HTMLVideoElement>(null);
  const [isBroken, setBroken] = useState(false);
  const lasting = useLastingMedia(player, () => setBroken(true));
  const poster = file.thumbnail?.url;
  if (isBroken)
    return (
      <div className="flex min-w-0 flex-1 justify-center p-3">
        <FileRow shown={{ from: 'store', file }} note={t('notPlayed')} />
      </div>
    );
  return (
    <video
      ref={player}
      data-file={file.name}
      src={filePath(file.id)}
      poster={poster}
      aria-label={file.name}
      controls
      playsInline
      preload={poster ? 'none' : 'metadata'}
      {...lasting}
      className="size-full bg-black"
    />
  );
}
