'use client';
import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { tooltip } from '@/components/ui/tooltip';
import { fileSize } from '@/lib/attachments/file-size';
import { isInline } from '@/lib/attachments/policy';
import { FileIcon } from './file-icon';
import { FileName } from './file-name';
import { useOpenFile } from './room-files-context';
import { SendingBar, SendingState } from './sending-overlay';
import { filePath, type KnownFile } from './shown-file';

/**
 * A file as a row: what it is, how large, and the way to it. One that can be read in place is opened by a press. `note`:
 * why it is a row and not what it might be.
 */
export function FileRow({ shown, note }: { shown: KnownFile; note?: string }) {
  const t = useTranslations('files');
  const locale = useLocale();
  const { name, size } = shown.file;
  return (
    <div data-file={name} className={rowClass}>
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-ink">
        <FileIcon file={shown.file} className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <Name shown={shown} />
        <p className="flex gap-2 text-ink-muted text-xs tabular-nums">
          <span className="shrink-0">{fileSize(locale, size)}</span>
          {note && <span>{note}</span>}
          {shown.from === 'device' && <SendingState file={shown.file} />}
        </p>
        {shown.from === 'device' && <SendingBar file={shown.file} />}
      </div>
      {shown.from === 'store' && (
        <a
          href={filePath(shown.file.id, { download: true })}
          download={name}
          aria-label={t('download', { name })}
          {...tooltip(t('downloadShort'))}
          className={downloadClass}
        >
          <Download aria-hidden className="size-4.5" />
        </a>
      )}
    </div>
  );
}

const rowClass =
  'relative flex min-h-14 w-full max-w-[26rem] items-center gap-3 rounded-md py-2 ps-2.5 pe-2 ' +
  'shadow-[inset_0_0_0_1px_var(--line)] has-[button:hover]:bg-hover';
const downloadClass =
  'relative flex size-9 shrink-0 items-center justify-center rounded-md text-ink-muted transition-colors ' +
  'hover:bg-hover hover:text-ink touch:size-11';

function Name({ shown }: { shown: KnownFile }) {
  const t = useTranslations('files');
  const { open } = useOpenFile();
  const { name } = shown.file;
  if (shown.from === 'device' || !canRead(shown.file))
    return <FileName name={name} className="font-medium text-sm" />;
  const { file } = shown;
  return (
    // The whole row is its target, but for the download that lies above.
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={t('preview', { name })}
      onClick={() => open(file)}
      className="flex max-w-full rounded-sm after:absolute after:inset-0 after:rounded-md after:content-['']"
    >
      <FileName name={name} className="font-medium text-sm" />
    </button>
  );
}

/** What is shown in place, over the page. */
export function canRead({ type, kind }: { type: string; kind: string }): boolean {
  return isInline(type) && (kind === 'image' || kind === 'document');
}
