'use client';
import { Hash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DrawerButton } from '@/components/chat/drawer';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { RoomCard } from '@/lib/rooms/contract';
import { useJoin } from './use-join';

/** A public room, for somebody who is not in it: what it is, and one click to be in it. */
export function RoomDoor({ card }: { card: RoomCard }) {
  const t = useTranslations('chat.browse');
  const { join, isJoining } = useJoin(card.id);
  const title = t('doorTitle', { name: card.name });
  return (
    <>
      <title>{title}</title>
      <PageHeader title={title} description={card.topic} leading={<DrawerButton />} />
      <div className="flex flex-1 items-center">
        <EmptyState
          icon={<Hash />}
          title={title}
          action={
            <Button variant="primary" pending={isJoining} onClick={() => void join()}>
              {t('doorJoin')}
            </Button>
          }
        >
          {card.topic !== '' && (
            <p dir="auto" className="mb-2 text-ink">
              {card.topic}
            </p>
          )}
          {t('doorText', { count: card.memberCount })}
        </EmptyState>
      </div>
    </>
  );
}
