'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { Attachment } from '@/lib/attachments/contract';
import { fileSize } from '@/lib/attachments/file-size';
import { FileIcon } from './file-icon';
import { FileName } from './file-name';
import { FileRow } from './file-row';
import { filePath } from './shown-file';
import { useLastingMedia } from './use-lasting-media';

/** Something to hear. Nothing of it is loaded before somebody wants to. */
export function AudioPlayer({ file }: { file: Attachment }) {
  const t = useTranslations('files');
  const locale = useLocale();
  const player = useRef<HTMLAudioElement>(null);
  const [isBroken, setBroken] = useState(false);
  const lasting = useLastingMedia(player, () => setBroken(true));
  if (isBroken) return <FileRow shown={{ from: 'store', file }} note={t('notPlayed')} />;
  return (
    <div
      data-file={file.name}
      className="flex w-full max-w-[26rem] flex-col gap-2 rounded-md p-2.5 shadow-[inset_0_0_0_1px_var(--line)]"
    >
      <div className="flex min-w-0 items-center gap-2 text-sm">
        <FileIcon file={file} className="size-4 shrink-0 text-accent-ink" />
        <FileName name={file.name} className="font-medium" />
        <span className="ms-auto shrink-0 text-ink-muted text-xs tabular-nums">
          {fileSize(locale, file.size)}
        </span>
      </div>
      <audio
        ref={player}
        src={filePath(file.id)}
        aria-label={file.name}
        controls
        preload="none"
        {...lasting}
        className="h-10 w-full"
      />
    </div>
  );
}
