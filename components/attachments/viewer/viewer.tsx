'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { ImageOff, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useRef, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { useBackCloses } from '@/components/ui/use-back-closes';
import type { PlacedFile } from '../room-files-context';
import { OnePicture } from './one-picture';

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
  const inside = useRef<HTMLDivElement>(null);
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
        <Base.Popup
          // No button: its keys count at once, and nothing is lit.
          initialFocus={inside}
          finalFocus={() => !goesOn.current}
          className={popupClass}
        >
          <Opened {...props} {...{ inside, leave }} onClose={() => change(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

// Pictures are looked at in the dark, whatever the room around them is like.
const popupClass =
  'dark fixed inset-0 z-40 flex flex-col bg-sunken pt-safe pr-safe pb-safe pl-safe text-ink outline-none ' +
  'transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';

type OpenedProps = Props & { inside: RefObject<HTMLDivElement | null>; leave: () => void };

function Opened(props: OpenedProps) {
  const { pictures, at, onClose } = props;
  const t = useTranslations('files.viewer');
  const found = pictures.findIndex(({ file }) => file.id === at);
  const [last, setLast] = useState(0);
  if (found >= 0 && found !== last) setLast(found);
  // One that was deleted meanwhile leaves its place to the next.
  const place = found >= 0 ? found : Math.min(last, pictures.length - 1);
  const picture = pictures[place];
  if (picture) return <OnePicture {...props} place={place} picture={picture} />;
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
