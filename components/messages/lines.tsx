'use client';
import { useLocale, useTranslations } from 'next-intl';
import { dayName, daysBetween } from '@/lib/messages/dates';
import { useConversation } from './conversation-context';

/** Between two days. `day` as `dayOf` names it. */
export function DayLine({ day }: { day: string }) {
  const t = useTranslations('chat.log');
  const locale = useLocale();
  const { dates } = useConversation();
  const today = dates.dayOf(new Date().toISOString());
  const ago = daysBetween(day, today);
  const name = ago === 0 ? t('today') : ago === 1 ? t('yesterday') : dayName(locale, day, today);
  return (
    <div className="flex items-center gap-3 px-3 pt-5 pb-2 sm:px-5">
      <span className="h-px flex-1 bg-line" />
      <time dateTime={day} className="font-medium text-ink-muted text-xs" suppressHydrationWarning>
        {name}
      </time>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

/** Above the first message that was not read when the room was opened. */
export function NewLine() {
  const t = useTranslations('chat.log');
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr holds no word.
    <div
      role="separator"
      aria-label={t('newLabel')}
      className="flex items-center gap-2 px-3 pt-3 pb-1 sm:px-5"
    >
      <span className="h-px flex-1 bg-danger" />
      <span className="font-semibold text-danger-ink text-xs">{t('new')}</span>
    </div>
  );
}
