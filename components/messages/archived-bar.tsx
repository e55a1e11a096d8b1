'use client';
import { Archive } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Stands where one would write. */
export function ArchivedBar() {
  const t = useTranslations('chat.room');
  return (
    <p
      role="status"
      className="mx-3 mb-4 flex items-center gap-2.5 rounded-lg bg-sunken px-4 py-3 text-ink-muted text-sm sm:mx-5"
    >
      <Archive aria-hidden className="size-4 shrink-0" />
      {t('archivedBar')}
    </p>
  );
}
