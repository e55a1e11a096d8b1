'use client';
import { Hash, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEntry } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { RoomCard } from '@/lib/rooms/contract';
import { RoomLink, useGoToRoom } from './room-link';
import { useJoin } from './use-join';

/** One public room: its name leads to it, joined or not; the button joins. */
export function BrowseCard({ card }: { card: RoomCard }) {
  const t = useTranslations('chat.browse');
  const isJoined = useEntry(card.id) !== undefined;
  return (
    <article className="flex items-center gap-3 rounded-lg px-4 py-3 shadow-[inset_0_0_0_1px_var(--line)]">
      <Hash aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold">
          <RoomLink roomId={card.id} className="hover:underline">
            <bdi>{card.name}</bdi>
          </RoomLink>
        </h2>
        {card.topic !== '' && (
          <p dir="auto" className="line-clamp-2 text-ink-muted text-sm">
            {card.topic}
          </p>
        )}
        <p className="mt-0.5 flex items-center gap-1.5 text-ink-faint text-xs">
          <UsersRound aria-hidden className="size-3.5" />
          {t('members', { count: card.memberCount })}
        </p>
      </div>
      {isJoined ? (
        <RoomLink roomId={card.id} className={buttonClass('secondary', 'sm')}>
          {t('open')}
        </RoomLink>
      ) : (
        <JoinButton card={card} />
      )}
    </article>
  );
}

function JoinButton({ card }: { card: RoomCard }) {
  const t = useTranslations('chat.browse');
  const { join, isJoining } = useJoin(card.id);
  const goTo = useGoToRoom();
  const enter = async () => {
    if (await join()) goTo(card.id);
  };
  return (
    <Button variant="primary" size="sm" pending={isJoining} onClick={() => void enter()}>
      {t('join')}
    </Button>
  );
}
