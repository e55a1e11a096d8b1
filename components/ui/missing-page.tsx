import { Compass } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from './button-class';
import { EmptyState } from './empty-state';

/** What stands in for a page that is not there, or not this person's to see: both look the same. */
export function MissingPage() {
  const t = useTranslations('common');
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        level={1}
        icon={<Compass aria-hidden />}
        title={t('notFound.title')}
        action={
          <Link href="/" className={buttonClass('primary')}>
            {t('home')}
          </Link>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </div>
  );
}
