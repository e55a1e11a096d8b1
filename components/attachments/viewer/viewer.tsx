'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, ImageOff, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { press } from '@/components/keys/use-keys';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { useBackCloses } from '@/components/ui/use-back-closes';
import type { Handlers } from '@/lib/keys/press';
import type { PlacedFile } from '../room-files-context';
import { StagePicture } from './stage-picture';
import { useStagePointers } from './use-stage-pointers';
import { useZoom } from './use-zoom';
import { ViewerActions } from './viewer-actions';
import { ViewerTitle } from './viewer-title';

type Props = {
  roomId: string;
  /** In the order in which one goes through them. */
  pictures: readonly PlacedFile[];
  /** The attachment that is looked at. */
  at: string;
  open: boolean;
  onMove: (id: string) => void;
  onClose: () => void;
};

/** Pictures as large as the screen, one after the other. */
export function Viewer(props: Props) {
  const { open, onClose } = props;
  const goesOn = useRef(false);
  const change = useBackCloses(open, (next) => !next && onClose());
  const leave = () => {
    goesOn.current = true;
    onClose();
  };
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        {/* Where one goes on to, the focus is taken along. */}
        <Base.Popup finalFocus={() => !goesOn.current} className={popupClass}>
          <Opened {...props} leave={leave} onClose={() => change(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

// Pictures are looked at in the dark, whatever the room around them is like.
const popupClass =
  'dark fixed inset-0 z-40 flex flex-col bg-sunken pt-safe pr-safe pb-safe pl-safe text-ink outline-none ' +
  'transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';

function Opened(props: Props & { leave: () => void }) {
  const { pictures, at, onClose } = props;
  const t = useTranslations('files.viewer');
  const found = pictures.findIndex(({ file }) => file.id === at);
  const [last, setLast] = useState(0);
  if (found >= 0 && found !== last) setLast(found);
  // One that was deleted meanwhile leaves its place to the next.
  const place = found >= 0 ? found : Math.min(last, pictures.length - 1);
  const picture = pictures[place];
  if (picture) return <Looked {...props} place={place} picture={picture} />;
  return (
    <>
      <header className="flex justify-end p-2">
        <Base.Title className="sr-only">{t('title')}</Base.Title>
        <IconButton label={t('close')} icon={<X />} tooltipSide="left" onClick={onClose} />
      </header>
      <div className="flex flex-1 items-center">
        <EmptyState icon={<ImageOff />} title={t('empty')} />
      </div>
    </>
  );
}

type LookedProps = Props & { leave: () => void; place: number; picture: PlacedFile };

function Looked({ roomId, pictures, onMove, onClose, leave, place, picture }: LookedProps) {
  const t = useTranslations('files.viewer');
  const { file } = picture;
  const stage = useRef<HTMLDivElement>(null);
  const download = useRef<HTMLAnchorElement>(null);
  const [natural, setNatural] = useState({ id: '', width: 0, height: 0 });
  const size = natural.id === file.id ? natural : { width: file.width ?? 1_200, height: file.height ?? 800 };
  const zooming = useZoom(stage, file.id, size);
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
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the dialog's own keys, from whatever in it has the focus.
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <header className="flex items-center gap-1 py-2 ps-4 pe-2">
        <ViewerTitle picture={picture} place={place + 1} count={pictures.length} />
        <ViewerActions {...{ roomId, picture, zooming, download, leave }} />
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
    </div>
  );
}

const besideClass =
  'absolute top-1/2 -mt-5.5 size-11 rounded-full bg-surface/80 text-ink enabled:hover:bg-surface';
