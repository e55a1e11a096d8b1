'use client';
import { Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense, useState } from 'react';
import { useMe } from '@/components/realtime/use-chat';
import { IconButton } from '@/components/ui/icon-button';
import { LocalTime } from '@/components/ui/local-time';
import { type Loaded, useLoad, useLoaded } from '@/components/ui/use-load';
import { call } from '@/lib/http/api';
import { type Entry, roomAnswer } from '@/lib/rooms/contract';
import { canChangeTopic } from '@/lib/rooms/policy';
import { ChangeRoomDialog } from './change-room-dialog';
import { RoomSign } from './room-sign';
import { useRoomTitle } from './use-room-title';

/** What a room is called and is about, who may come in, and since when it is there. */
export function RoomAbout({ entry }: { entry: Entry }) {
  const t = useTranslations('chat.details');
  const title = useRoomTitle()(entry);
  const [loading] = useLoad(() => fetchRoom(entry.roomId));
  const isDirect = entry.kind === 'direct';
  return (
    <section aria-label={t('about')} className="px-5 py-4">
      <h3 className="flex min-w-0 items-start gap-2 font-semibold">
        <RoomSign entry={entry} className="mt-1 text-ink-faint" />
        <bdi className="min-w-0 [overflow-wrap:anywhere]">{title}</bdi>
      </h3>
      {!isDirect && <Topic entry={entry} />}
      <p className="mt-2 text-ink-faint text-xs">
        {entry.kind === 'public' ? t('public') : isDirect ? t('direct') : t('private')}{' '}
        <Suspense>
          <Created loading={loading} />
        </Suspense>
      </p>
    </section>
  );
}

const fetchRoom = (roomId: string) => call('GET', `/api/rooms/${roomId}`, { answer: roomAnswer });

/** Nothing where it could not be asked for: nobody needs it enough to be told. */
function Created({ loading }: { loading: Promise<Loaded<Awaited<ReturnType<typeof fetchRoom>>>> }) {
  const t = useTranslations('chat.details');
  const room = useLoaded(loading).data?.room;
  if (!room?.joined || !('createdAt' in room)) return null;
  const { createdAt } = room;
  return t.rich('created', {
    when: () => <LocalTime at={createdAt} dateStyle="long" timeStyle={null} />,
  });
}

function Topic({ entry }: { entry: Entry }) {
  const t = useTranslations('chat');
  const me = useMe();
  const [isEditing, setEditing] = useState(false);
  const mayChange = entry.archivedAt === null && canChangeTopic(me, entry);
  if (entry.topic === '' && !mayChange) return null;
  return (
    <div className="mt-1.5 flex items-start gap-2">
      <p
        dir="auto"
        className={`min-w-0 flex-1 text-sm [overflow-wrap:anywhere] ${entry.topic === '' ? 'text-ink-faint' : 'text-ink-muted'}`}
      >
        {entry.topic || t('details.noTopic')}
      </p>
      {mayChange && (
        <>
          <IconButton
            size="sm"
            label={t('room.changeTopic')}
            icon={<Pencil />}
            tooltipSide="left"
            onClick={() => setEditing(true)}
            className="-my-1 -me-2 touch:-my-3"
          />
          <ChangeRoomDialog field="topic" entry={entry} open={isEditing} onOpenChange={setEditing} />
        </>
      )}
    </div>
  );
}
