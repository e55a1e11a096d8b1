'use client';
import { DoorOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
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
  return (
    <>
      <RoomBar
        icon={<RoomIcon kind="public" className="text-ink-faint" />}
        title={card.name}
        topic={
          card.topic !== '' && (
            <p dir="auto" title={card.topic} className="truncate text-ink-muted text-sm">
              {card.topic}
            </p>
          )
        }
      />
      <div className="flex flex-1 items-center">
        <EmptyState
          icon={<DoorOpen />}
          title={t('doorTitle')}
          action={
            <Button variant="primary" pending={isJoining} onClick={() => void join()}>
              {t('doorJoin')}
            </Button>
          }
        >
          {t('doorText', { count: card.memberCount })}
        </EmptyState>
      </div>
    </>
  );
}
