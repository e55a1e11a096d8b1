'use client';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import { ErrorState } from './error-state';

type Props = { error: unknown; retry: () => void };

/** What stands in for a page that could not be rendered; the reference finds the reason in the log. */
export function FailedPage({ error, retry }: Props) {
  const t = useTranslations('common');
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <div className="flex flex-1 items-center justify-center">
      <ErrorState
        level={1}
        title={t('failed.title')}
        action={
          <Button variant="primary" onClick={retry}>
            {t('retry')}
          </Button>
        }
      >
        {t('failed.text')}
        {digest && <p className="mt-3 font-mono text-xs">{t('failed.reference', { digest })}</p>}
      </ErrorState>
    </div>
  );
}
