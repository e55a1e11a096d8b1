import { getTranslations } from 'next-intl/server';
import { LogSkeleton } from '@/components/messages/log-skeleton';

/** What a room looks like before anything is known of it. */
export async function RoomLoading() {
  const t = await getTranslations('chat.room');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-14 border-line border-b" />
      <LogSkeleton label={t('loading')} />
    </div>
  );
}
