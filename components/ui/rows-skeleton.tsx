import { useTranslations } from 'next-intl';
import { Skeleton } from './skeleton';

/** Where a list of people or things will be. */
export function RowsSkeleton({ rows }: { rows: number }) {
  const t = useTranslations('common');
  return (
    <div role="status" className="flex flex-col gap-5 py-3">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={row} className="flex items-center gap-3">
          <Skeleton className="size-9" />
          <Skeleton className={row % 3 === 0 ? 'h-4 w-40' : 'h-4 w-56'} />
        </div>
      ))}
    </div>
  );
}
