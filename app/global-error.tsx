'use client';
import { createTranslator } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import common from '@/lib/i18n/en/common.json';
import { locale } from '@/lib/i18n/messages';
import './globals.css';

/** The last net: the root layout itself failed, so nothing of it (texts, theme, fonts) can be relied on here. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const t = createTranslator({ locale, messages: { common }, namespace: 'common' });
  return (
    <html lang={locale}>
      <body className="bg-canvas font-sans text-ink">
        <title>{t('failed.title')}</title>
        <main className="flex min-h-dvh items-center justify-center">
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
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
