'use client';
import { Download, Link2, MessageSquareText, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { useGoToRoom } from '@/components/rooms/room-link';
import { roomHref } from '@/components/rooms/room-path';
import { IconButton } from '@/components/ui/icon-button';
import { useToast } from '@/components/ui/toast';
import { tooltip } from '@/components/ui/tooltip';
import type { PlacedFile } from '../room-files-context';
import { filePath } from '../shown-file';
import type { Zooming } from './use-zoom';

type Props = {
  roomId: string;
  picture: PlacedFile;
  zooming: Zooming;
  download: RefObject<HTMLAnchorElement | null>;
  /** Closes it on the way to somewhere else. */
  leave: () => void;
};

/** What can be done with the picture one looks at. */
export function ViewerActions({ roomId, picture: { file, messageId }, zooming, download, leave }: Props) {
  const t = useTranslations('files');
  const goTo = useGoToRoom();
  const copyLink = useCopyLink(roomId, messageId);
  return (
    <>
      <IconButton
        label={t('viewer.zoomOut')}
        icon={<ZoomOut />}
        tooltipSide="bottom"
        disabled={!zooming.isClose}
        onClick={zooming.zoomOut}
      />
      <IconButton
        label={t('viewer.zoomIn')}
        icon={<ZoomIn />}
        tooltipSide="bottom"
        disabled={!zooming.mayComeCloser}
        onClick={zooming.zoomIn}
      />
      <a
        ref={download}
        href={filePath(file.id, { download: true })}
        download={file.name}
        aria-label={t('download', { name: file.name })}
        {...tooltip(t('downloadShort'), 'bottom')}
        className={linkClass}
      >
        <Download aria-hidden />
      </a>
      <IconButton
        label={t('viewer.copyLink')}
        icon={<Link2 />}
        tooltipSide="bottom"
        onClick={() => void copyLink()}
      />
      <IconButton
        label={t('viewer.goToMessage')}
        icon={<MessageSquareText />}
        tooltipSide="bottom"
        onClick={() => {
          leave();
          goTo(roomId, { messageId });
        }}
      />
    </>
  );
}

const linkClass =
  'inline-flex size-9 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors ' +
  'hover:bg-hover hover:text-ink touch:size-11 [&_svg]:size-[1.125rem]';

function useCopyLink(roomId: string, messageId: string): () => Promise<void> {
  const t = useTranslations('chat.log');
  const toast = useToast();
  return async () => {
    try {
      const { href } = new URL(roomHref(roomId, { messageId }), window.location.origin);
      await navigator.clipboard.writeText(href);
      toast({ title: t('linkCopied') });
    } catch {
      // Refused by the browser, or a page without https.
      toast({ title: t('linkCopyFailed'), tone: 'danger' });
    }
  };
}
