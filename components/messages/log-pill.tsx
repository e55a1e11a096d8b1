'use client';
import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '@/components/ui/class-names';

/** Leads to the end; says how many messages wait there. Null: too many to count. */
export function LogPill({ count, onClick }: { count: number | null; onClick: () => void }) {
  const t = useTranslations('chat.log');
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={count === 0 ? t('toEnd') : undefined}
      className={classNames(
        'absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center gap-1.5 rounded-full font-medium text-sm shadow-popup transition-colors touch:min-h-11',
        count !== 0
          ? 'bg-accent px-3.5 py-1.5 text-on-accent hover:bg-accent-hover'
          : 'bg-surface p-2 text-ink-muted hover:text-ink touch:min-w-11 touch:justify-center',
      )}
    >
      {count !== 0 && (count === null ? t('pillMany') : t('pill', { count }))}
      <ArrowDown aria-hidden className="size-4" />
    </button>
  );
}
