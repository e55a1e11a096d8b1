'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { videoBox } from '@/lib/attachments/picture-layout';
import { PictureGrid } from './picture-grid';
import { looksLike, type ShownFile } from './shown-file';

/** Most messages have no files. Places are kept without it, so that nothing moves when it comes. */
const fileView = onDemand(async () => (await import('./file-view')).FileView);

/** What is attached to a message: pictures together, then what can be played, then the rest, a row each. */
export function MessageFiles({ files }: { files: readonly ShownFile[] }) {
  return files.length > 0 && <Attached files={files} />;
}

function Attached({ files }: { files: readonly ShownFile[] }) {
  const t = useTranslations('files');
  const View = fileView.useWhen(true);
  const like = (look: ReturnType<typeof looksLike>) => files.filter((file) => looksLike(file) === look);
  const view = (shown: ShownFile) =>
    shown.from === 'nowhere' ? <Unknown why={shown.why} /> : View && <View shown={shown} />;
  return (
    <ul aria-label={t('attached', { count: files.length })} className="mt-1.5 mb-1 flex flex-col gap-1.5">
      <PictureGrid pictures={like('picture')} View={View} />
      {inPlaces(like('video'), (shown) => (
        <Video shown={shown}>{view(shown)}</Video>
      ))}
      {inPlaces(like('audio'), (shown) => (
        <div className="min-h-22 max-w-[26rem]">{view(shown)}</div>
      ))}
      {inPlaces(like('row'), (shown) => (
        <div className={shown.from === 'nowhere' ? '' : 'min-h-14 max-w-[26rem]'}>{view(shown)}</div>
      ))}
    </ul>
  );
}

/** By place: the same file first lies on the device and then in the store, and must not be drawn anew for that. */
function inPlaces(files: readonly ShownFile[], draw: (shown: ShownFile) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a message's files never change their order.
  return files.map((shown, place) => <li key={place}>{draw(shown)}</li>);
}

function Video({ shown, children }: { shown: ShownFile; children: ReactNode }) {
  const { width, height } = videoBox(shown.from === 'nowhere' ? null : shown.file);
  return (
    <div
      className="flex max-w-full items-center justify-center overflow-hidden rounded-md bg-sunken"
      style={{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}
    >
      {children}
    </div>
  );
}

function Unknown({ why }: { why: Extract<ShownFile, { from: 'nowhere' }>['why'] }) {
  const t = useTranslations('files');
  return <p className="text-ink-muted text-sm italic">{t(why)}</p>;
}
