'use client';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEntry } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { TimeAgo } from '@/components/ui/time-ago';
import { Faces } from '@/components/users/faces';
import type { RoomCard } from '@/lib/rooms/contract';
import { RoomIcon } from './room-icon';
import { RoomLink, useGoToRoom } from './room-link';
import { useJoin } from './use-join';

/** One public room: what it is about, who is there, whether anything happens; its name leads to it, joined or not. */
export function BrowseCard({ card }: { card: RoomCard }) {
  const t = useTranslations('chat.browse');
  const isJoined = useEntry(card.id) !== undefined;
  return (
    <article className="flex items-center gap-4 py-4">
      <div className="min-w-0 flex-1">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold">
          <RoomIcon kind="public" className="text-ink-faint" />
          <RoomLink
            roomId={card.id}
            className="truncate rounded-sm hover:underline touch:-my-3 touch:min-w-11 touch:py-3"
          >
            <bdi>{card.name}</bdi>
          </RoomLink>
          {isJoined && (
            <span className="flex shrink-0 items-center gap-0.5 ps-1 font-normal text-accent-ink text-xs">
              <Check aria-hidden className="size-3.5" />
              {t('joined')}
            </span>
          )}
        </h2>
        {card.topic !== '' && (
          <p dir="auto" className="mt-0.5 line-clamp-2 text-ink-muted text-sm [overflow-wrap:anywhere]">
            {card.topic}
          </p>
        )}
        <RoomLife card={card} />
      </div>
      {isJoined ? (
        <RoomLink
          roomId={card.id}
          className={buttonClass('ghost', 'sm')}
          aria-label={t('openNamed', { name: card.name })}
        >
          {t('open')}
        </RoomLink>
      ) : (
        <JoinButton card={card} />
      )}
    </article>
  );
}

/** Who is there, and when anything was last said. */
export function RoomLife({ card }: { card: RoomCard }) {
  const t = useTranslations('chat.browse');
  const { lastMessageAt } = card;
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint text-xs">
      <Faces people={card.faces} />
      <span>{t('members', { count: card.memberCount })}</span>
      <span aria-hidden className="max-sm:hidden">
        ·
      </span>
      <span>
        {lastMessageAt === null
          ? t('silent')
          : t.rich('active', { when: () => <TimeAgo at={lastMessageAt} /> })}
      </span>
    </p>
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
    <Button
      size="sm"
      pending={isJoining}
      onClick={() => void enter()}
      aria-label={t('joinNamed', { name: card.name })}
    >
      {t('join')}
    </Button>
  );
}
