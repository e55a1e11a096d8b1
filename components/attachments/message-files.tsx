'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AudioPlayer } from './audio-player';
import { FileRow } from './file-row';
import { PictureGrid } from './picture-grid';
import { type KnownFile, looksLike, type ShownFile } from './shown-file';
import { VideoPlayer } from './video-player';

/** What is attached to a message: pictures together, then what can be played, then the rest, a row each. */
export function MessageFiles({ files }: { files: readonly ShownFile[] }) {
  const t = useTranslations('files');
  if (files.length === 0) return null;
  const like = (look: ReturnType<typeof looksLike>) => files.filter((file) => looksLike(file) === look);
  const each = (some: readonly ShownFile[], draw: (file: KnownFile) => ReactNode) =>
    some.map((shown, place) => (
      // By place: the same file first lies on the device and then in the store, and must not be drawn anew for that.
      // biome-ignore lint/suspicious/noArrayIndexKey: a message's files never change their order.
      <li key={place}>{shown.from === 'nowhere' ? <Unknown why={shown.why} /> : draw(shown)}</li>
    ));
  return (
    <ul aria-label={t('attached', { count: files.length })} className="mt-1.5 mb-1 flex flex-col gap-1.5">
      <PictureGrid pictures={like('picture')} />
      {each(like('video'), ({ file }) => (
        <VideoPlayer file={file} />
      ))}
      {each(like('audio'), ({ file }) => (
        <AudioPlayer file={file} />
      ))}
      {each(like('row'), (shown) => (
        <FileRow shown={shown} />
      ))}
    </ul>
  );
}

function Unknown({ why }: { why: 'loading' | 'unreadable' | 'absent' }) {
  const t = useTranslations('files');
  return <p className="text-ink-muted text-sm italic">{t(why)}</p>;
}
