'use client';
import { ImageOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '@/components/ui/class-names';
import type { Box } from '@/lib/attachments/picture-layout';
import { placeholderUrl } from '@/lib/attachments/placeholder';
import { FileName } from './file-name';
import { MovingPicture } from './moving-picture';
import { useOpenFile } from './room-files-context';
import { SendingOverlay } from './sending-overlay';
import { filePath, type KnownFile } from './shown-file';
import { StillPicture } from './still-picture';
import { type ShownPicture, useThumbnail } from './use-thumbnail';

type Props = { shown: KnownFile; fit: Box['fit'] };

/** A picture in the place that was kept for it. A press opens it in the viewer. */
export function Picture({ shown, fit }: Props) {
  const { open } = useOpenFile();
  const picture = useThumbnail(shown);
  const { name } = shown.file;
  const stored = shown.from === 'store' ? shown.file : null;
  if (stored && picture.isBroken) return <Broken file={stored} />;
  return (
    <div className="relative size-full">
      {/* The same elements before it is stored and after: what is on screen stays on screen. */}
      <button
        type="button"
        data-file={name}
        aria-haspopup="dialog"
        disabled={stored === null}
        onClick={() => stored && open(stored)}
        className="block size-full rounded-md -outline-offset-2 enabled:cursor-zoom-in"
      >
        <Image {...{ shown, fit, picture }} />
      </button>
      {shown.from === 'device' && <SendingOverlay file={shown.file} />}
      {stored?.type === 'image/gif' && <MovingPicture file={stored} fit={fit} />}
    </div>
  );
}

const fits = { cover: 'object-cover', 'scale-down': 'object-scale-down' };

function Image({ shown, fit, picture }: Props & { picture: ShownPicture }) {
  const { name, placeholder } = shown.file;
  const soft = placeholder === null ? null : placeholderUrl(placeholder);
  const { src, isHere, onLoad, onError } = picture;
  return (
    <span
      className="block size-full bg-sunken"
      style={
        soft !== null && !isHere ? { backgroundImage: `url("${soft}")`, backgroundSize: '100% 100%' } : {}
      }
    >
      {src === null ? (
        <span className={soft === null && shown.from === 'store' ? namedClass : 'sr-only'}>{name}</span>
      ) : shown.file.type === 'image/gif' ? (
        <StillPicture {...{ name, src, picture }} className={classNames('size-full', fits[fit])} />
      ) : (
        // biome-ignore lint/performance/noImgElement: signed addresses of the store; nothing of ours may resize them.
        <img
          // Loaded before React has taken over, it says so to nobody.
          ref={(element) => {
            if (!element?.complete || isHere) return;
            if (element.naturalWidth > 0) onLoad();
            else onError();
          }}
          src={src}
          alt={name}
          decoding="async"
          draggable={false}
          onLoad={onLoad}
          onError={onError}
          className={classNames('size-full transition-opacity', fits[fit], !isHere && 'opacity-0')}
        />
      )}
    </span>
  );
}

const namedClass = 'flex size-full items-center justify-center p-2 text-center text-ink-muted text-xs';

/** In the same place: what it is called, and the way to have it anyway. */
function Broken({ file }: { file: { id: string; name: string } }) {
  const t = useTranslations('files');
  return (
    <a
      href={filePath(file.id, { download: true })}
      data-file={file.name}
      title={t('notShown')}
      aria-label={t('download', { name: file.name })}
      className="flex size-full min-w-0 flex-col items-center justify-center gap-1.5 rounded-md bg-sunken p-2 text-ink-muted text-xs -outline-offset-2 hover:text-ink"
    >
      <ImageOff aria-hidden className="size-5 shrink-0" />
      <FileName name={file.name} />
    </a>
  );
}
