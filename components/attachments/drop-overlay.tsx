'use client';
import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** While files hang over the window: letting go of them here means something. */
export function DropOverlay({ room }: { room: string }) {
  const t = useTranslations('uploads');
  return (
    <div className="pointer-events-none fixed inset-0 z-40 flex items-center justify-center bg-scrim p-6">
      <p className="flex flex-col items-center gap-3 rounded-lg bg-surface px-10 py-8 text-center font-semibold text-lg shadow-popup outline-2 outline-accent outline-dashed outline-offset-[-10px]">
        <FileUp aria-hidden className="size-6 text-accent-ink" />
        {t('drop', { room })}
      </p>
    </div>
  );
}
