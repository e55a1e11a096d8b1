'use client';
import { useFormatter, useTranslations } from 'next-intl';

const DAY_MS = 86_400_000;

/** Says how long a room stays mute; the day only where the hour alone could be misread. */
export function useMuteEndText(): (end: Date | 'never') => string {
  const t = useTranslations('chat.room.mute');
  const format = useFormatter();
  return (end) => {
    if (end === 'never') return t('mutedForever');
    const isSoon = end.getTime() - Date.now() < DAY_MS / 2;
    const time = format.dateTime(end, {
      ...(!isSoon && { weekday: 'short' }),
      hour: 'numeric',
      minute: '2-digit',
    });
    return t('mutedUntil', { time });
  };
}
