'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { ErrorState } from '@/components/ui/error-state';
import { Spinner } from '@/components/ui/spinner';
import type { Attachment } from '@/lib/attachments/contract';
import { placeholderUrl } from '@/lib/attachments/placeholder';
import type { Point } from '@/lib/attachments/zoom';
import { PlayButton } from '../play-button';
import { filePath } from '../shown-file';
import { StillPicture } from '../still-picture';
import type { Zooming } from './use-zoom';

type Props = { file: Attachment; zooming: Zooming; pushed: Point; onNatural: (size: Size) => void };
type Size = { width: number; height: number };

/** A picture as it lies on the stage: what the list has shown of it, until all of it is here. Keyed by the file. */
export function StagePicture({ file, zooming, pushed, onNatural }: Props) {
  const t = useTranslations('files.viewer');
  const common = useTranslations('common');
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<'loading' | 'here' | 'failed'>('loading');
  const moves = file.type === 'image/gif';
  const [isPlaying, setPlaying] = useState(() => !moves || !window.matchMedia(REDUCED).matches);
  const { zoom, fitted } = zooming;
  const retry = () => {
    setTries(tries + 1);
    setState('loading');
  };
  if (state === 'failed')
    return (
      <div className="flex size-full items-center">
        <ErrorState title={t('failed')} action={<Button onClick={retry}>{common('retry')}</Button>}>
          {t('failedText')}
        </ErrorState>
      </div>
    );
  return (
    <>
      <div
        className={classNames(
          'absolute top-1/2 left-1/2 will-change-transform',
          pushed.x === 0 && pushed.y === 0 && 'transition-transform duration-100',
        )}
        style={{
          width: `${fitted.width}px`,
          height: `${fitted.height}px`,
          transform: `translate(-50%, -50%) translate(${zoom.x + pushed.x}px, ${zoom.y + pushed.y}px) scale(${zoom.scale})`,
        }}
      >
        {state === 'loading' && <Before file={file} />}
        {/* biome-ignore lint/performance/noImgElement: the picture itself, as it was sent. */}
        <img
          key={tries}
          src={filePath(file.id)}
          alt={file.name}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            onNatural({ width: naturalWidth, height: naturalHeight });
            setState('here');
          }}
          onError={() => setState('failed')}
          className={classNames(
            'relative size-full object-contain',
            (state !== 'here' || !isPlaying) && 'opacity-0',
          )}
        />
        {state === 'here' && !isPlaying && <Still file={file} />}
      </div>
      {moves && <PlayButton name={file.name} isPlaying={isPlaying} onChange={setPlaying} />}
      {state === 'loading' && (
        <p role="status" className={loadingClass}>
          <Spinner /> {t('loading')}
        </p>
      )}
    </>
  );
}

// Only for whoever has to wait: most pictures are here sooner.
const loadingClass =
  'absolute inset-x-0 bottom-4 mx-auto flex w-fit items-center gap-2 rounded-full bg-surface px-3 py-1 text-ink-muted ' +
  'text-xs opacity-100 transition-opacity delay-300 starting:opacity-0';

/** Whoever wants less to move looks at its first moment. */
const REDUCED = '(prefers-reduced-motion: reduce)';
const drawn = { isHere: true, onLoad: () => {}, onError: () => {} };

function Still({ file: { id } }: { file: Attachment }) {
  const className = 'absolute inset-0 size-full object-contain';
  return <StillPicture name="" src={filePath(id)} picture={drawn} className={className} />;
}

function Before({ file: { thumbnail, placeholder } }: { file: Attachment }) {
  const src = thumbnail?.url ?? (placeholder && placeholderUrl(placeholder));
  // biome-ignore lint/performance/noImgElement: what the list has shown of it.
  return src && <img src={src} alt="" className="absolute inset-0 size-full object-contain" />;
}
