'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Provider } from '@/lib/auth/providers';
import { useErrorText } from '@/lib/i18n/use-error-text';
import type { Errand } from './set-out';
import { useSetOut } from './use-set-out';

type Props = { providers: Provider[]; errand: Errand };

/** The other ways in, below a form; nothing where this deployment has none. */
export function ProviderButtons({ providers, errand }: Props) {
  const t = useTranslations('auth.providers');
  const errorText = useErrorText();
  const { leaving, failure, leave } = useSetOut(errand);
  if (providers.length === 0) return null;

  return (
    <div className="mt-6 flex flex-col gap-3">
      <p className="flex items-center gap-3 text-ink-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          className="w-full"
          pending={leaving === id}
          disabled={leaving !== null}
          onClick={() => leave(id)}
        >
          {t('continue', { name })}
        </Button>
      ))}
      {failure !== null && <Notice tone="danger">{errorText(failure)}</Notice>}
    </div>
  );
}
