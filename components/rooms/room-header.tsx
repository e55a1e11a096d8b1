'use client';
import { PanelRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMe } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import type { Entry } from '@/lib/rooms/contract';
import { canChangeTopic } from '@/lib/rooms/policy';
import { ChangeRoomDialog } from './change-room-dialog';
import { RoomBar } from './room-bar';
import { ROOM_DETAILS_ID } from './room-details-id';
import { RoomMenu } from './room-menu';
import { RoomSign } from './room-sign';
import { useVisit, useVisitState } from './visit';

type Props = { entry: Entry; title: string; showsDetails: boolean; onToggleDetails: () => void };

/** What this room is, and what can be done with it. */
export function RoomHeader({ entry, title, showsDetails, onToggleDetails }: Props) {
  const t = useTranslations('chat.room');
  const isDirect = entry.kind === 'direct';
  return (
    <RoomBar
      icon={<RoomSign entry={entry} className="text-ink-faint" />}
      title={title}
      topic={!isDirect && <Topic entry={entry} />}
    >
      <IconButton
        label={t('showDetails')}
        icon={<PanelRight />}
        data-opens={ROOM_DETAILS_ID}
        aria-pressed={showsDetails}
        onClick={onToggleDetails}
        className="aria-pressed:bg-pressed aria-pressed:text-ink"
      />
      <RoomMenu entry={entry} />
    </RoomBar>
  );
}

/** One line; whoever may change it presses it. */
function Topic({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.room');
  const me = useMe();
  const visit = useVisit();
  const [isEditing, setEditing] = useVisitState(() => false);
  const { topic } = entry;
  const mayChange = entry.archivedAt === null && canChangeTopic(me, entry);
  if (!mayChange)
    return topic === '' ? null : (
      <p dir="auto" className="truncate text-ink-muted text-sm">
        {topic}
      </p>
    );
  return (
    <>
      <button
        type="button"
        onClick={() => setEditing(true)}
        aria-label={topic === '' ? undefined : t('editTopic', { topic })}
        title={topic || undefined}
        className={topicClass}
      >
        <bdi className="block truncate">{topic === '' ? t('addTopic') : topic}</bdi>
      </button>
      <ChangeRoomDialog key={visit} field="topic" entry={entry} open={isEditing} onOpenChange={setEditing} />
    </>
  );
}

// The target is larger than what is seen of it.
const topicClass =
  'relative max-w-full self-start rounded-sm text-ink-muted text-sm leading-5 hover:text-ink hover:underline ' +
  "touch:after:absolute touch:after:inset-x-0 touch:after:-inset-y-3 touch:after:content-['']";
