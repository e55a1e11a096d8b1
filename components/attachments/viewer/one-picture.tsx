'use client';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { press } from '@/components/keys/use-keys';
import { IconButton } from '@/components/ui/icon-button';
import { useIsNarrow } from '@/components/ui/use-media';
import type { Handlers } from '@/lib/keys/press';
import type { PlacedFile } from '../room-files-context';
import { StagePicture } from './stage-picture';
import { useStagePointers } from './use-stage-pointers';
import { useZoom } from './use-zoom';
import { ViewerActions } from './viewer-actions';
import { ViewerTitle } from './viewer-title';

type Props = {
  roomId: string;
  /** Where the focus begins, and keys are heard. */
  inside: RefObject<HTMLDivElement | null>;
  pictures: readonly PlacedFile[];
  /** The one that is looked at, and its place among them, from 0. */
  picture: PlacedFile;
  place: number;
  onMove: (id: string) => void;
  onClose: () => void;
  /** Closes it on the way to somewhere else. */
  leave: () => void;
};

/** A picture on its stage, and the ways to the ones beside it. */
export function OnePicture({ roomId, inside, pictures, onMove, onClose, leave, place, picture }: Props) {
  const t = useTranslations('files.viewer');
  const { file } = picture;
  const stage = useRef<HTMLDivElement>(null);
  const download = useRef<HTMLAnchorElement>(null);
  const [natural, setNatural] = useState({ id: '', width: 0, height: 0 });
  const size = natural.id === file.id ? natural : { width: file.width ?? 1_200, height: file.height ?? 800 };
  const zooming = useZoom(stage, file.id, size);
  const isNarrow = useIsNarrow();
  const [previous, next] = [pictures[place - 1], pictures[place + 1]];
  const goPrevious = () => previous && onMove(previous.file.id);
  const goNext = () => next && onMove(next.file.id);
  const { pushed, handlers } = useStagePointers({
    ...{ stage, zooming, onClose },
    onPrevious: goPrevious,
    onNext: goNext,
  });
  const { zoomIn, zoomOut, zoomFit, look } = zooming;
  const onKeyDown = (event: KeyboardEvent) => {
    press(event, {
      ...{ previousPicture: goPrevious, nextPicture: goNext, zoomIn, zoomOut, zoomFit },
      panUp: () => look(0, -1),
      panDown: () => look(0, 1),
      panLeft: () => look(-1, 0),
      panRight: () => look(1, 0),
      downloadPicture: () => download.current?.click(),
    } satisfies Handlers<'viewer'>);
  };
  const actions = <ViewerActions {...{ roomId, picture, zooming, download, leave }} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the dialog's own keys, from whatever in it has the focus.
    <div
      ref={inside}
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col outline-none"
      onKeyDown={onKeyDown}
    >
      <header className="flex items-center gap-1 py-2 ps-4 pe-2">
        <ViewerTitle picture={picture} place={place + 1} count={pictures.length} />
        {!isNarrow && actions}
        <IconButton label={t('close')} icon={<X />} tooltipSide="left" onClick={onClose} />
      </header>
      <div
        ref={stage}
        {...handlers}
        className={`relative min-h-0 flex-1 touch-none select-none overflow-hidden ${zooming.isClose ? 'cursor-grab active:cursor-grabbing' : ''}`}
      >
        <StagePicture
          key={file.id}
          {...{ file, zooming, pushed }}
          onNatural={(known) => setNatural({ id: file.id, ...known })}
        />
        {previous && (
          <IconButton
            label={t('previous')}
            icon={<ChevronLeft />}
            tooltipSide="right"
            onClick={goPrevious}
            className={`left-3 ${besideClass}`}
          />
        )}
        {next && (
          <IconButton
            label={t('next')}
            icon={<ChevronRight />}
            tooltipSide="left"
            onClick={goNext}
            className={`right-3 ${besideClass}`}
          />
        )}
      </div>
      {isNarrow && <footer className="flex justify-around px-4 py-2">{actions}</footer>}
    </div>
  );
}

const besideClass =
  'absolute top-1/2 -mt-5.5 size-11 rounded-full! bg-surface/80 text-ink enabled:hover:bg-surface';
