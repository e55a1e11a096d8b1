'use client';
import { DoorClosed } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DrawerButton } from '@/components/chat/drawer';
import { useDraft } from '@/components/realtime/use-draft';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import type { Entry } from '@/lib/rooms/contract';
import { RoomBar } from './room-bar';
import { RoomSign } from './room-sign';
import { useRoomTitle } from './use-room-title';
import { useTabTitle } from './use-tab-title';

/** `known`: the room as it was last seen here; undefined where the page began without it. */
type Props = { roomId: string; known: Entry | undefined };

/** Removed, left, deleted, or never there: the same screen, and what was begun here is not lost. */
export function NoAccess({ roomId, known }: Props) {
  const t = useTranslations('chat.room');
  const common = useTranslations('common');
  const titleOf = useRoomTitle();
  useTabTitle(known ? titleOf(known) : t('goneTitle'), 0);
  const [draft] = useDraft(roomId);
  return (
    <>
      {known ? (
        <RoomBar icon={<RoomSign entry={known} className="text-ink-faint" />} title={titleOf(known)} />
      ) : (
        <div className="flex min-h-14 shrink-0 items-center px-3 md:hidden">
          <DrawerButton />
        </div>
      )}
      <div role="alert" className="flex flex-1 flex-col items-center justify-center overflow-y-auto">
        <EmptyState
          level={known ? 2 : 1}
          icon={<DoorClosed />}
          title={t('goneTitle')}
          action={
            <Link href="/" className={buttonClass('primary')}>
              {common('home')}
            </Link>
          }
        >
          {t('goneText')}
        </EmptyState>
        {draft.trim() !== '' && (
          <div className="w-full max-w-md px-6 pb-10">
            <p className="mb-1.5 text-ink-muted text-sm">{t('goneDraft')}</p>
            <pre
              dir="auto"
              className="max-h-48 overflow-y-auto whitespace-pre-wrap rounded-md bg-sunken p-3 font-sans text-sm"
            >
              {draft}
            </pre>
          </div>
        )}
      </div>
    </>
  );
}
