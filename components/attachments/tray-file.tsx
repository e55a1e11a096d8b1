'use client';
import { RotateCw, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import { fileSize } from '@/lib/attachments/file-size';
import { placeholderUrl } from '@/lib/attachments/placeholder';
import { FileIcon } from './file-icon';
import { FileName } from './file-name';
import { SendingBar, SendingState } from './sending-overlay';
import { useFileTrouble } from './use-file-trouble';

type Props = { file: LocalFile; onRetry: () => void; onRemove: (tile: Element | null) => void };

/** One file of the tray: what it is, how far it is, and what can be done about it. */
export function TrayFile({ file, onRetry, onRemove }: Props) {
  const t = useTranslations('uploads');
  const locale = useLocale();
  const tile = useRef<HTMLLIElement>(null);
  const trouble = useFileTrouble(file);
  const { name, state } = file;
  const isOver = state === 'uploaded' || state === 'failed' || state === 'lost';
  return (
    <li
      ref={tile}
      aria-label={name}
      className={classNames(
        'flex w-full min-w-0 items-center gap-2 rounded-md p-1.5 sm:w-64',
        state === 'failed' || state === 'lost' ? 'bg-danger-soft' : 'bg-sunken',
      )}
    >
      <Picture file={file} />
      <div className="min-w-0 flex-1">
        <FileName name={name} className="font-medium text-sm" />
        <p className="flex gap-2 text-ink-muted text-xs tabular-nums">
          {fileSize(locale, file.size)}
          {!trouble && <SendingState file={file} />}
        </p>
        <SendingBar file={file} />
        {trouble && (
          <p role="alert" className="text-danger-ink text-xs">
            {trouble}
          </p>
        )}
      </div>
      {file.error && (
        <IconButton size="sm" label={t('retry', { name })} icon={<RotateCw />} onClick={onRetry} />
      )}
      <IconButton
        size="sm"
        label={isOver ? t('remove', { name }) : t('cancel', { name })}
        icon={<X />}
        onClick={() => onRemove(tile.current)}
      />
    </li>
  );
}

function Picture({ file }: { file: LocalFile }) {
  const { picture, placeholder } = file;
  const ground = placeholder === null ? null : placeholderUrl(placeholder);
  return (
    <span className="flex size-12 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-accent-soft text-accent-ink">
      {picture === null ? (
        <FileIcon file={file} className="size-5" />
      ) : (
        // biome-ignore lint/performance/noImgElement: an object URL of this device; there is nothing to optimise.
        <img
          src={picture}
          alt=""
          className="size-full object-cover"
          style={ground === null ? undefined : { background: `url(${ground}) 0 0 / 100% 100%` }}
        />
      )}
    </span>
  );
}
