'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';

type Props = { error: unknown; retry: () => void };

export default function PageError({ error, retry }: Props) {
  const t = useTranslations('common');
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState
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
    </main>
  );
}
