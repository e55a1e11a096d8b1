'use client';
import { useTranslations } from 'next-intl';
import { onDemand } from '@/components/ui/on-demand';
import type { Attaching } from './use-attaching';

const tray = onDemand(async () => (await import('./tray')).Tray);
const dropOverlay = onDemand(async () => (await import('./drop-overlay')).DropOverlay);
/** What uploads, too: so that a file chosen after the connection was lost finds it here. */
const uploads = onDemand(async () => (await import('@/lib/attachments/client/browser-uploads')).makeUploads);

type Props = { attaching: Attaching; room: string; onEmptied: () => void };

/** What was attached to the text below, and the invitation to drop more. Fetched when there is something to show. */
export function Attached({ attaching: { tray: files, isOver }, room, onEmptied }: Props) {
  const Tray = tray.useWhen(files.length > 0);
  const DropOverlay = dropOverlay.useWhen(isOver);
  uploads.useWhen(isOver);
  return (
    <>
      {Tray && files.length > 0 && <Tray files={files} onEmptied={onEmptied} />}
      <News files={files} />
      {DropOverlay && isOver && <DropOverlay room={room} />}
    </>
  );
}

/** For the ear: that something is under way, and that it is done; percents are there for whoever asks. */
function News({ files }: { files: Attaching['tray'] }) {
  const t = useTranslations('uploads');
  const count = files.length;
  const isDone = files.every(({ state }) => state === 'uploaded');
  return (
    <p role="status" className="sr-only">
      {count > 0 && (isDone ? t('uploaded', { count }) : t('uploading', { count }))}
    </p>
  );
}
