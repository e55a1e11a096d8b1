'use client';
import { MessageSquareText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useUser } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { LocalTime } from '@/components/ui/local-time';
import { fileSize } from '@/lib/attachments/file-size';
import { FileIcon } from '../file-icon';
import { FileName } from '../file-name';
import { canRead } from '../file-row';
import { type PlacedFile, useOpenFile } from '../room-files-context';
import { filePath } from '../shown-file';
import { useThumbnail } from '../use-thumbnail';

type Props = { placed: PlacedFile; list: readonly PlacedFile[]; onGoTo: () => void };

/** A file of the room: a press opens what can be seen in place and saves the rest. */
export function FoundRow({ placed, list, onGoTo }: Props) {
  const t = useTranslations('files');
  const common = useTranslations('common');
  const locale = useLocale();
  const { openAmong } = useOpenFile();
  const { file, authorId, sentAt } = placed;
  const author = useUser(authorId).name || common('formerMember');
  const name = <FileName name={file.name} className="font-medium text-sm" />;
  return (
    <div className="relative flex min-h-14 items-center gap-3 rounded-md py-1.5 ps-2.5 pe-1 hover:bg-hover">
      <Face file={file} />
      <div className="min-w-0 flex-1">
        {canRead(file) ? (
          <button
            type="button"
            aria-haspopup="dialog"
            aria-label={t('preview', { name: file.name })}
            onClick={() =>
              openAmong(
                file,
                list.filter((one) => one.file.kind === 'image'),
              )
            }
            className={wholeClass}
          >
            {name}
          </button>
        ) : (
          <a
            href={filePath(file.id, { download: true })}
            download={file.name}
            aria-label={t('download', { name: file.name })}
            className={wholeClass}
          >
            {name}
          </a>
        )}
        <p className="flex min-w-0 whitespace-pre text-ink-muted text-xs">
          <bdi className="min-w-0 overflow-hidden text-ellipsis">{author}</bdi>
          <span className="shrink-0">
            {` · ${fileSize(locale, file.size)} · `}
            <LocalTime at={sentAt} timeStyle={null} />
          </span>
        </p>
      </div>
      <IconButton
        size="sm"
        label={t('panel.goTo', { name: file.name })}
        icon={<MessageSquareText />}
        tooltipSide="left"
        onClick={onGoTo}
        className="relative"
      />
    </div>
  );
}

// The whole row is its target, but for what lies above it.
const wholeClass =
  "flex max-w-full rounded-sm after:absolute after:inset-0 after:rounded-md after:content-['']";

function Face({ file }: { file: PlacedFile['file'] }) {
  const { src, isHere, onLoad, onError } = useThumbnail({ from: 'store', file });
  return (
    <span className="relative flex size-11 shrink-0 items-center justify-center overflow-hidden rounded-md bg-accent-soft text-accent-ink">
      {!isHere && <FileIcon file={file} className="size-5" />}
      {file.thumbnail && src !== null && (
        // biome-ignore lint/performance/noImgElement: signed addresses of the store; nothing of ours may resize them.
        <img
          src={src}
          alt=""
          decoding="async"
          onLoad={onLoad}
          onError={onError}
          className={`absolute inset-0 size-full object-cover ${isHere ? '' : 'opacity-0'}`}
        />
      )}
    </span>
  );
}
