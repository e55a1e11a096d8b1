'use client';
import { Sparkles, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useServerRelease } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { isOlder } from '@/lib/operations/older';

/**
 * Offers to reload when the server runs a newer release than the one this page was `loaded` from. A tab of an older
 * protocol has no choice (ConnectionWall); this one goes on working, so it may be put off until the next release.
 */
export function NewRelease({ loaded }: { loaded: string }) {
  const t = useTranslations('chat.connection.newRelease');
  // What runs here is what the page began with, whatever a refresh of its layout says later.
  const [known, setKnown] = useState(loaded);
  const served = useServerRelease();
  if (served === null || !isOlder(known, served)) return null;
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-x-3 bg-accent-soft ps-3 pe-1.5 text-accent-ink text-sm sm:ps-5">
      <Sparkles aria-hidden className="size-4 shrink-0" />
      <p role="status" className="min-w-0 flex-1 py-1.5">
        {t('text')}
      </p>
      <button
        type="button"
        onClick={() => window.location.reload()}
        className="rounded-sm font-medium underline underline-offset-2 touch:min-h-11"
      >
        {t('reload')}
      </button>
      <IconButton
        size="sm"
        label={t('later')}
        icon={<X />}
        tooltipSide="left"
        onClick={() => setKnown(served)}
      />
    </div>
  );
}
