'use client';
import { useTranslations } from 'next-intl';
import { useChatActions } from '@/components/realtime/use-chat';
import type { LocalFile } from '@/lib/attachments/client/local-file';
import { TrayFile } from './tray-file';

type Props = {
  files: readonly LocalFile[];
  /** Where the focus goes from the last file that was taken away. */
  onEmptied: () => void;
};

/** The files that will go with what is being written, above its text. */
export function Tray({ files, onEmptied }: Props) {
  const t = useTranslations('uploads');
  const { removeFile, retryFile } = useChatActions();
  const isUnkept = files.some(({ isKept, state }) => !isKept && state !== 'lost' && state !== 'preparing');

  const remove = (id: string, tile: Element | null) => {
    const next = tile?.nextElementSibling ?? tile?.previousElementSibling;
    const button = next?.querySelector<HTMLElement>('button:last-of-type');
    if (button) button.focus();
    else onEmptied();
    removeFile(id);
  };

  return (
    <div className="mx-0.5 max-h-[30dvh] overflow-y-auto border-line border-b p-2">
      <ul aria-label={t('tray')} className="flex flex-wrap items-start gap-2">
        {files.map((file) => (
          <TrayFile
            key={file.id}
            file={file}
            onRetry={() => retryFile(file.id)}
            onRemove={(tile) => remove(file.id, tile)}
          />
        ))}
      </ul>
      {isUnkept && <p className="px-1 pt-1.5 text-ink-muted text-xs">{t('notKept')}</p>}
    </div>
  );
}
