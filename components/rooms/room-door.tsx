'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { TimeAgo } from '@/components/ui/time-ago';
import { Faces } from '@/components/users/faces';
import type { RoomCard } from '@/lib/rooms/contract';
import { RoomBar } from './room-bar';
import { RoomIcon } from './room-icon';
import { useJoin } from './use-join';
import { useTabTitle } from './use-tab-title';

/** A public room, for somebody who is not in it: what it is, and one click to be in it. */
export function RoomDoor({ card }: { card: RoomCard }) {
  const t = useTranslations('chat.browse');
  const { join, isJoining } = useJoin(card.id);
  useTabTitle(card.name, 0);
  const { lastMessageAt } = card;
  return (
    <>
      <RoomBar icon={<RoomIcon kind="public" className="text-ink-faint" />} title={card.name} />
      <div className="flex flex-1 items-center justify-center overflow-y-auto px-6 py-10">
        <div className="flex max-w-md flex-col items-center text-center">
          {card.faces.length > 0 && <Faces people={card.faces} size="lg" />}
          <h2 className="mt-4 font-semibold text-lg tracking-tight">{t('doorTitle')}</h2>
          {card.topic !== '' && (
            <p dir="auto" className="mt-1.5 text-balance [overflow-wrap:anywhere]">
              {card.topic}
            </p>
          )}
          <p className="mt-1.5 text-balance text-ink-muted text-sm">
            {t('doorText', { count: card.memberCount })}{' '}
            {lastMessageAt !== null && t.rich('doorActive', { when: () => <TimeAgo at={lastMessageAt} /> })}
          </p>
          <Button variant="primary" pending={isJoining} onClick={() => void join()} className="mt-5">
            {t('doorJoin')}
          </Button>
        </div>
      </div>
    </>
  );
}
