'use client';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { tooltip } from '@/components/ui/tooltip';
import type { Attachment } from '@/lib/attachments/contract';
import type { Box } from '@/lib/attachments/picture-layout';
import { filePath } from './shown-file';

type Props = { file: Pick<Attachment, 'id' | 'name'>; fit: Box['fit'] };

/** Nothing moves by itself: a button over the still picture lets it move, and stops it again. */
export function MovingPicture({ file, fit }: Props) {
  const t = useTranslations('files');
  const [isPlaying, setPlaying] = useState(false);
  const Icon = isPlaying ? Pause : Play;
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
      <button
        type="button"
        aria-label={t(isPlaying ? 'pause' : 'play', { name: file.name })}
        {...tooltip(t(isPlaying ? 'pause' : 'play', { name: file.name }))}
        onClick={() => setPlaying(!isPlaying)}
        className="absolute start-1.5 bottom-1.5 flex items-center gap-1 rounded-sm bg-surface px-1.5 py-1 font-semibold text-2xs text-ink shadow-popup hover:bg-sunken touch:min-h-11 touch:px-3"
      >
        <Icon aria-hidden className="size-3" />
        GIF
      </button>
    </>
  );
}
