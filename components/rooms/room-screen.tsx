'use client';
import { useTranslations } from 'next-intl';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { RoomFiles } from '@/components/attachments/room-files';
import { useKeys } from '@/components/keys/use-keys';
import { Conversation } from '@/components/messages/conversation';
import { LogSkeleton } from '@/components/messages/log-skeleton';
import { type Travel, useLanding } from '@/components/messages/use-landing';
import { useChatActions, useEntry, useRoom } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { onDemand } from '@/components/ui/on-demand';
import type { Handlers } from '@/lib/keys/press';
import type { Page } from '@/lib/messages/contract';
import type { RoomView } from '@/lib/realtime/client/view';
import type { Entry, RoomCard } from '@/lib/rooms/contract';
import { unreadCount } from '@/lib/rooms/unread';
import { NoAccess } from './no-access';
import { ROOM_DETAILS_ID } from './room-details-id';
import { RoomDoor } from './room-door';
import { RoomHeader } from './room-header';
import type { RoomAddress } from './room-path';
import { useRoomTitle } from './use-room-title';
import { useTabTitle } from './use-tab-title';
import { useVisitState } from './visit';

const details = onDemand(async () => (await import('./room-details')).RoomDetails);

type Props = { address: RoomAddress; first: Page | undefined; card: RoomCard | null; isLost: boolean };
type OpenProps = {
  entry: Entry;
  view: RoomView;
  address: RoomAddress;
  first: Page | undefined;
  isLost: boolean;
};

/** One room: its conversation for members, its door for others, and a word for those who lost it. */
export function RoomScreen({ address, first, card, isLost }: Props) {
  const { roomId } = address;
  const entry = useEntry(roomId);
  const view = useRoom(roomId, first);
  const [known, setKnown] = useState(entry);
  if (entry && entry !== known) setKnown(entry);
  if (entry && view.status !== 'gone') return <OpenRoom {...{ entry, view, address, first, isLost }} />;
  if (card) return <RoomDoor card={card} />;
  return <NoAccess roomId={roomId} known={known} />;
}

function OpenRoom({ entry, view, address, first, isLost }: OpenProps) {
  const { roomId } = entry;
  const { visit, leave } = useChatActions();
  const screen = useRef<HTMLDivElement>(null);
  const [showsDetails, setShowsDetails] = useVisitState((): Shows => false);
  const Details = details.useWhen(showsDetails !== false);
  const title = useRoomTitle()(entry);
  const travel = useLanding({ entry, view, address, isLost });
  useTabTitle(title, unreadCount(entry));
  useKeys({
    sidePanel: () => toggleDetails(screen.current, showsDetails, setShowsDetails),
  } satisfies Handlers<'room'>);
  const onToggleDetails = useCallback(
    () => setShowsDetails((shows) => (shows ? false : 'byPointer')),
    [setShowsDetails],
  );
  useEffect(() => {
    visit(roomId, first);
    return () => leave(roomId);
  }, [visit, leave, roomId, first]);

  return (
    <RoomFiles roomId={roomId} room={view}>
      <div ref={screen} className={`relative flex min-h-0 flex-1 ${lastingClass}`}>
        <div className="flex min-w-0 flex-1 flex-col">
          <SteadyHeader
            entry={entry}
            title={title}
            showsDetails={showsDetails !== false}
            onToggleDetails={onToggleDetails}
          />
          <RoomBody {...{ entry, title, view, travel, first }} />
        </div>
        {showsDetails && Details && (
          <Details
            entry={entry}
            takesFocus={showsDetails === 'byKey'}
            onClose={() => setShowsDetails(false)}
          />
        )}
      </div>
    </RoomFiles>
  );
}

/**
 * `Activity` takes a hidden room out of the page (`display: none`), and all of it has to be styled and laid out when it
 * comes back. Where a browser can put that off, it does so for good, and the room is only not drawn (see RoomOutlet).
 */
const lastingClass = 'supports-[content-visibility:hidden]:[transition:display_0s_9999999s_allow-discrete]';

/** Pages that come and go are nothing to it. */
const SteadyHeader = memo(RoomHeader);

type BodyProps = Pick<OpenProps, 'entry' | 'view' | 'first'> & { title: string; travel: Travel };

/** How the details were opened. */
type Shows = 'byKey' | 'byPointer' | false;

/** By key: the focus goes along, and comes back. */
function toggleDetails(screen: HTMLElement | null, shows: Shows, setShows: (shows: Shows) => void): void {
  const hadFocus = screen?.querySelector(`#${ROOM_DETAILS_ID}`)?.contains(document.activeElement);
  flushSync(() => setShows(shows ? false : 'byKey'));
  if (hadFocus) screen?.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus();
}

function RoomBody({ entry, title, view, travel, first }: BodyProps) {
  const t = useTranslations('chat.room');
  const common = useTranslations('common');
  const { openRoom } = useChatActions();
  if (view.status === 'ready') return <Conversation {...{ entry, title, view, travel, first }} />;
  if (view.status !== 'error') return <LogSkeleton label={t('loading')} />;
  return (
    <div className="flex flex-1 items-center">
      <ErrorState
        title={t('errorTitle')}
        action={
          <Button variant="primary" onClick={() => openRoom(entry.roomId)}>
            {common('retry')}
          </Button>
        }
      >
        {t('errorText')}
      </ErrorState>
    </div>
  );
}
