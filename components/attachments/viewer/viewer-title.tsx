'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { useTranslations } from 'next-intl';
import { useUser } from '@/components/realtime/use-chat';
import { LocalTime } from '@/components/ui/local-time';
import { FileName } from '../file-name';
import type { PlacedFile } from '../room-files-context';

type Props = { picture: PlacedFile; place: number; count: number };

/** What one looks at: told once to the ear with each picture. */
export function ViewerTitle({ picture: { file, authorId, sentAt }, place, count }: Props) {
  const t = useTranslations('files.viewer');
  const common = useTranslations('common');
  const author = useUser(authorId).name || common('formerMember');
  return (
    <div className="min-w-0 flex-1">
      <Base.Title className="sr-only">{t('title')}</Base.Title>
      <p aria-live="polite" aria-atomic className="sr-only">
        {t('place', { name: file.name, place, count })}
      </p>
      <div aria-hidden className="flex min-w-0 items-baseline gap-3 text-sm">
        <FileName name={file.name} className="font-medium" />
        <span className="shrink-0 text-ink-muted text-xs tabular-nums">{t('count', { place, count })}</span>
      </div>
      <p className="truncate text-ink-muted text-xs">
        <bdi>{author}</bdi> · <LocalTime at={sentAt} />
      </p>
    </div>
  );
}
